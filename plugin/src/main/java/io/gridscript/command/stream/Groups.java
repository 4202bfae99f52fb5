package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/** Looks groups and consumers up. */
final class Groups {

    private Groups() {}

    /** There is no such key or group. */
    static ErrorReply missing(byte[] key, byte[] group) {
        return ErrorReply.of(missingText(key, group));
    }

    /** There is no such key or group for XREADGROUP. */
    static ErrorReply missingToRead(byte[] key, byte[] group) {
        return ErrorReply.of(missingText(key, group) + " in XREADGROUP with GROUP option");
    }

    private static String missingText(byte[] key, byte[] group) {
        return "NOGROUP No such key '"
                + Ascii.untilZero(key)
                + "' or consumer group '"
                + Ascii.untilZero(group)
                + "'";
    }

    /** There is the key, but no such group. */
    static ErrorReply missingOfKey(byte[] key, byte[] group) {
        return ErrorReply.of(
                "NOGROUP No such consumer group '"
                        + Ascii.untilZero(group)
                        + "' for key name '"
                        + Ascii.untilZero(key)
                        + "'");
    }

    /**
     * The group that the second argument names.
     *
     * @throws ErrorReply when it or the stream isn't there
     */
    static StreamGroup of(StreamValue stream, CommandCall call) {
        StreamGroup group = stream == null ? null : stream.group(call.argument(2));
        if (group == null) {
            throw missing(call.argument(1), call.argument(2));
        }
        return group;
    }

    /** The consumer of that name, added where it isn't there. */
    static StreamConsumer consumer(CommandCall call, byte[] key, StreamGroup group, byte[] name) {
        StreamConsumer consumer = group.consumer(name);
        return consumer == null ? add(call, key, group, name) : consumer;
    }

    /** The consumer of that name, added where it isn't there, which asks for entries now. */
    static StreamConsumer asking(CommandCall call, byte[] key, StreamGroup group, byte[] name) {
        StreamConsumer consumer = group.consumer(name);
        if (consumer == null) {
            return add(call, key, group, name);
        }
        group.saw(consumer, call.now(), consumer.active());
        return consumer;
    }

    /** Adds a consumer that isn't there to a group of the stream of a key. */
    static StreamConsumer add(CommandCall call, byte[] key, StreamGroup group, byte[] name) {
        StreamConsumer consumer = group.addConsumer(name, call.now());
        call.notifyOf(KeyEvent.XGROUP_CREATECONSUMER, key);
        return consumer;
    }
}

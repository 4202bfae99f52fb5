package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import java.util.List;

/** What replicas are told of a group instead of commands that depend on time and on each other. */
record GroupPropagation(CommandCall call, byte[] key, byte[] name) {

    private static final byte[] NO_LEAST_IDLE = Ascii.bytes("0");
    private static final byte[] TIME = Ascii.bytes("TIME");
    private static final byte[] RETRYCOUNT = Ascii.bytes("RETRYCOUNT");
    private static final byte[] FORCE = Ascii.bytes("FORCE");
    private static final byte[] JUSTID = Ascii.bytes("JUSTID");
    private static final byte[] LASTID = Ascii.bytes("LASTID");
    private static final byte[] SETID = Ascii.bytes("SETID");
    private static final byte[] ENTRIESREAD = Ascii.bytes("ENTRIESREAD");
    private static final byte[] CREATECONSUMER = Ascii.bytes("CREATECONSUMER");

    /** For the group that the first arguments of the command name. */
    static GroupPropagation of(CommandCall call) {
        return new GroupPropagation(call, call.argument(1), call.argument(2));
    }

    /**
     * Entries are pending like this, or, where the stream doesn't have them, no longer.
     *
     * @param idle a new consumer that has none of them, or null
     */
    void changed(StreamGroup group, List<PendingEntry> entries, StreamConsumer idle) {
        call.propagateNothing();
        entries.forEach(pending -> claimed(group, pending));
        if (idle != null) {
            consumerAdded(idle.name());
        }
    }

    /** An entry is pending like this, or, where the stream doesn't have it, no longer. */
    void claimed(StreamGroup group, PendingEntry pending) {
        call.propagate(
                "XCLAIM",
                key,
                name,
                pending.consumer().name(),
                NO_LEAST_IDLE,
                pending.id().text(),
                TIME,
                RedisNumbers.bytes(pending.delivered()),
                RETRYCOUNT,
                RedisNumbers.bytes(pending.deliveries()),
                FORCE,
                JUSTID,
                LASTID,
                group.delivered().text());
    }

    /** The group has read up to where it is now. */
    void moved(StreamGroup group) {
        StreamId delivered = group.delivered();
        call.propagate(
                "XGROUP",
                SETID,
                key,
                name,
                delivered.text(),
                ENTRIESREAD,
                RedisNumbers.bytes(group.read()));
    }

    /** The group has a consumer of that name that it didn't have. */
    void consumerAdded(byte[] consumer) {
        call.propagate("XGROUP", CREATECONSUMER, key, name, consumer);
    }
}

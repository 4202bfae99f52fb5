package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.BLOCKING;
import static io.gridscript.spec.CommandFlag.READONLY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.KeyWait;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** XREAD. */
final class Reading {

    private static final ErrorReply NEW_WITHOUT_GROUP =
            ErrorReply.err(
                    "The > ID can be specified only when calling XREADGROUP using the GROUP"
                            + " <group> <consumer> option.");
    private static final ErrorReply LAST_IS_ZERO =
            ErrorReply.err("the stream last element ID is 0-0");

    private Reading() {}

    static void register(CommandTable table) {
        table.onKeyspaceBlocking(xread(), Reading::read);
    }

    private static KeyWait read(CommandCall call, ReplyWriter reply) {
        ReadRequest request = ReadRequest.parse(call, false);
        StreamValue[] streams = new StreamValue[request.streams()];
        StreamId[] after = new StreamId[streams.length];
        int served = 0;
        for (int i = 0; i < streams.length; i++) {
            StreamValue stream = call.database().find(request.key(call, i), StreamValue.class);
            after[i] = after(request.id(call, i), stream);
        }
        for (int i = 0; i < streams.length; i++) {
            // Redis looks twice, as those see who count look-ups or are told of misses.
            StreamValue stream = call.database().find(request.key(call, i), StreamValue.class);
            if (stream != null && stream.lastPresent().isAfter(after[i])) {
                streams[i] = stream;
                served++;
            }
        }
        if (served == 0) {
            return NothingToRead.inStreams(call, request, after, reply);
        }
        begin(served, reply);
        for (int i = 0; i < streams.length; i++) {
            if (streams[i] != null) {
                beginStream(request.key(call, i), reply);
                EntryReply.writeFirst(
                        streams[i].range(after[i].next(), StreamId.MAX),
                        EntryReply.most(request.count()),
                        reply);
            }
        }
        return null;
    }

    private static StreamId after(byte[] word, StreamValue stream) {
        if (StreamIds.is(word, '$')) {
            return stream == null ? StreamId.ZERO : stream.last();
        }
        if (StreamIds.is(word, '+')) {
            return beforeLast(stream);
        }
        if (StreamIds.is(word, '>')) {
            throw NEW_WITHOUT_GROUP;
        }
        return StreamIds.strict(word);
    }

    private static StreamId beforeLast(StreamValue stream) {
        if (stream == null) {
            return StreamId.ZERO;
        }
        if (stream.last().isZero()) {
            throw LAST_IS_ZERO;
        }
        return stream.last().previous();
    }

    /** Begins the reply of so many streams, each with its key. */
    static void begin(int streams, ReplyWriter reply) {
        if (reply.protocol() == 2) {
            reply.array(streams);
        } else {
            reply.map(streams);
        }
    }

    /** Begins one stream of the reply; its entries follow. */
    static void beginStream(byte[] key, ReplyWriter reply) {
        if (reply.protocol() == 2) {
            reply.array(2);
        }
        reply.bulk(key);
    }

    private static CommandSpec.Builder xread() {
        return StreamSpecs.reading("xread", -4, 1)
                .summary("Reads the entries of streams that come after some IDs.")
                .flags(READONLY, BLOCKING)
                .arguments(StreamSpecs.COUNT, StreamSpecs.BLOCK, StreamSpecs.STREAMS);
    }
}

package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamRange;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** XRANGE, XREVRANGE and XLEN. */
final class Ranging {

    private static final long ALL = -1;

    private Ranging() {}

    static void register(CommandTable table) {
        table.onKeyspace(xrange(), (call, reply) -> list(call, reply, false));
        table.onKeyspace(xrevrange(), (call, reply) -> list(call, reply, true));
        table.onKeyspace(xlen(), Ranging::tellLength);
    }

    private static void list(CommandCall call, ReplyWriter reply, boolean descending) {
        StreamId from = StreamIds.start(call.argument(descending ? 3 : 2));
        StreamId to = StreamIds.end(call.argument(descending ? 2 : 3));
        long count = count(call.arguments());
        StreamValue stream = call.database().find(call.argument(1), StreamValue.class);
        if (stream == null) {
            reply.array(0);
            return;
        }
        if (count == 0) {
            reply.nilArray();
            return;
        }
        StreamRange range = stream.range(from, to);
        if (descending) {
            EntryReply.writeLast(range, EntryReply.most(count), reply);
        } else {
            EntryReply.writeFirst(range, EntryReply.most(count), reply);
        }
    }

    private static long count(byte[][] words) {
        long count = ALL;
        for (int at = 4; at < words.length; at += 2) {
            if (at + 1 == words.length || !Ascii.is(words[at], "count")) {
                throw ErrorReply.SYNTAX;
            }
            count = Math.max(0, RedisNumbers.parseLong(words[at + 1]));
        }
        return count;
    }

    private static void tellLength(CommandCall call, ReplyWriter reply) {
        StreamValue stream = call.database().find(call.argument(1), StreamValue.class);
        reply.integer(stream == null ? 0 : stream.length());
    }

    private static CommandSpec.Builder xrange() {
        return range("xrange")
                .summary("Lists the entries of a stream from an ID to another.")
                .arguments(
                        StreamSpecs.KEY,
                        Argument.string("start"),
                        Argument.string("end"),
                        StreamSpecs.COUNT);
    }

    private static CommandSpec.Builder xrevrange() {
        return range("xrevrange")
                .summary("Lists the entries of a stream from an ID to another, the last first.")
                .arguments(
                        StreamSpecs.KEY,
                        Argument.string("end"),
                        Argument.string("start"),
                        StreamSpecs.COUNT);
    }

    private static CommandSpec.Builder range(String name) {
        return StreamSpecs.of(name, -4, RO, ACCESS)
                .complexity("O(log(N)+M) for M entries in the reply of N in the stream")
                .flags(READONLY)
                .changed("6.2.0", "Bounds can be excluded.");
    }

    private static CommandSpec.Builder xlen() {
        return StreamSpecs.of("xlen", 2, RO)
                .complexity("O(1)")
                .summary("Tells how many entries a stream has.")
                .flags(READONLY, FAST)
                .arguments(StreamSpecs.KEY);
    }
}

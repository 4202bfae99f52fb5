package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** GETRANGE, and SUBSTR, its former name. */
final class Ranges {

    private static final byte[] EMPTY = {};

    private Ranges() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec("getrange").since("2.4.0"), Ranges::getRange);
        table.onKeyspace(
                spec("substr").since("1.0.0").deprecated("2.0.0", "`GETRANGE`"), Ranges::getRange);
    }

    private static CommandSpec.Builder spec(String name) {
        return StringSpecs.of(name, 4, KeySpec.key(1, KeyFlag.RO, KeyFlag.ACCESS))
                .summary("Tells a part of the string at a key.")
                .complexity("O(N) where N is the length of the returned string.")
                .flags(CommandFlag.READONLY)
                .arguments(KEY, Argument.integer("start"), Argument.integer("end"));
    }

    private static void getRange(CommandCall call, ReplyWriter reply) {
        long start = RedisNumbers.parseLong(call.argument(2));
        long end = RedisNumbers.parseLong(call.argument(3));
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        int length = value == null ? 0 : value.length();
        long first = Math.max(0, start < 0 ? start + length : start);
        long last = Math.min(length - 1L, end < 0 ? end + length : end);
        if (last < first) {
            reply.bulk(EMPTY);
        } else {
            value.writeTo(reply, (int) first, (int) (last - first + 1));
        }
    }
}

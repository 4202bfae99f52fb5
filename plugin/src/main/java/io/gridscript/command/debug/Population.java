package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import java.util.Arrays;

/** DEBUG POPULATE. */
final class Population {

    private static final ErrorReply NOT_POSITIVE =
            ErrorReply.err("value is out of range, must be positive");

    private Population() {}

    static void addTo(Subcommands subcommands) {
        subcommands.add("populate", 3, 5, Population::populate);
    }

    /** Keys that are there stay as they are. */
    private static void populate(CommandCall call, ReplyWriter reply) {
        long count = number(call.argument(2), Long.MAX_VALUE);
        String prefix = call.count() == 3 ? "key" : Ascii.string(call.argument(3));
        int size = call.count() < 5 ? 0 : (int) number(call.argument(4), 512 << 20);
        Database database = call.database();
        for (long i = 0; i < count; i++) {
            byte[] key = Ascii.bytes(prefix + ":" + i);
            if (database.findForWrite(key) == null) {
                byte[] value = Ascii.bytes("value:" + i);
                database.put(key, new StringValue(size == 0 ? value : Arrays.copyOf(value, size)));
            }
        }
        reply.ok();
    }

    private static long number(byte[] argument, long most) {
        long number = RedisNumbers.parseLong(argument);
        if (number < 0 || number > most) {
            throw NOT_POSITIVE;
        }
        return number;
    }
}

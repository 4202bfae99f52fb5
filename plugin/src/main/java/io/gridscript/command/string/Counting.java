package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.HumanLongDouble;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** INCR, DECR, INCRBY, DECRBY and INCRBYFLOAT. */
final class Counting {

    private static final ErrorReply OVERFLOW =
            ErrorReply.err("increment or decrement would overflow");
    private static final ErrorReply DECREMENT_OVERFLOW = ErrorReply.err("decrement would overflow");

    private static final byte[] KEEPTTL = Ascii.bytes("KEEPTTL");

    private Counting() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                spec("incr", 2)
                        .summary("Adds one to the integer at a key, 0 where there is none.")
                        .arguments(KEY),
                (call, reply) -> add(call, reply, 1));
        table.onKeyspace(
                spec("decr", 2)
                        .summary("Takes one from the integer at a key, 0 where there is none.")
                        .arguments(KEY),
                (call, reply) -> add(call, reply, -1));
        table.onKeyspace(
                spec("incrby", 3)
                        .summary("Adds to the integer at a key, 0 where there is none.")
                        .arguments(KEY, Argument.integer("increment")),
                (call, reply) -> add(call, reply, RedisNumbers.parseLong(call.argument(2))));
        table.onKeyspace(
                spec("decrby", 3)
                        .summary("Takes from the integer at a key, 0 where there is none.")
                        .arguments(KEY, Argument.integer("decrement")),
                (call, reply) -> add(call, reply, -decrement(call)));
        table.onKeyspace(
                spec("incrbyfloat", 3)
                        .since("2.6.0")
                        .summary("Adds to the decimal number at a key, 0 where there is none.")
                        .arguments(KEY, Argument.real("increment")),
                Counting::addFloat);
    }

    private static CommandSpec.Builder spec(String name, int arity) {
        return StringSpecs.of(
                        name, arity, KeySpec.key(1, KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE))
                .since("1.0.0")
                .flags(CommandFlag.WRITE, CommandFlag.DENYOOM, CommandFlag.FAST);
    }

    private static long decrement(CommandCall call) {
        long decrement = RedisNumbers.parseLong(call.argument(2));
        if (decrement == Long.MIN_VALUE) {
            throw DECREMENT_OVERFLOW;
        }
        return decrement;
    }

    private static void add(CommandCall call, ReplyWriter reply, long increment) {
        Database database = call.database();
        StringValue value = database.findForWrite(call.argument(1), StringValue.class);
        long former = value == null ? 0 : value.number();
        long sum = former + increment;
        // Both of one sign, the sum of the other.
        if (((former ^ sum) & (increment ^ sum)) < 0) {
            throw OVERFLOW;
        }
        if (value == null) {
            database.put(call.argument(1), new StringValue(sum));
        } else {
            value.set(sum);
        }
        call.notifyOf(KeyEvent.INCRBY, call.argument(1));
        reply.integer(sum);
    }

    /** Unlike a number that is set, the sum isn't stored in the short form of integers. */
    private static void addFloat(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        Entry entry = database.findForWrite(call.argument(1));
        HumanLongDouble former =
                entry == null
                        ? HumanLongDouble.ZERO
                        : HumanLongDouble.parse(Database.cast(entry, StringValue.class).bytes());
        byte[] sum = former.plus(HumanLongDouble.parse(call.argument(2))).bytes();
        if (entry == null) {
            database.put(call.argument(1), new StringValue(sum));
        } else {
            database.replace(entry, new StringValue(sum));
        }
        call.notifyOf(KeyEvent.INCRBYFLOAT, call.argument(1));
        reply.bulk(sum);
        if (call.isPropagated()) {
            // Others may add otherwise.
            call.propagate("SET", call.argument(1), sum, KEEPTTL);
        }
    }
}

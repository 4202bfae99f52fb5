package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.HumanLongDouble;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** HINCRBY and HINCRBYFLOAT. */
final class HashIncrement {

    private static final ErrorReply FIELD_NOT_AN_INTEGER =
            ErrorReply.err("hash value is not an integer");
    private static final ErrorReply FIELD_NOT_A_FLOAT =
            ErrorReply.err("hash value is not a float");
    private static final ErrorReply OVERFLOW =
            ErrorReply.err("increment or decrement would overflow");
    private static final ErrorReply NOT_FINITE = ErrorReply.err("value is NaN or Infinity");

    private HashIncrement() {}

    static void register(CommandTable table) {
        table.onKeyspace(hincrby(), HashIncrement::increment);
        table.onKeyspace(hincrbyfloat(), HashIncrement::incrementFloat);
    }

    private static void increment(CommandCall call, ReplyWriter reply) {
        long increment = RedisNumbers.parseLong(call.argument(3));
        byte[] former = formerValue(call);
        long value = former == null ? 0 : RedisNumbers.parseLong(former, FIELD_NOT_AN_INTEGER);
        long sum = value + increment;
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw OVERFLOW;
        }
        put(call, RedisNumbers.bytes(sum));
        reply.integer(sum);
    }

    private static void incrementFloat(CommandCall call, ReplyWriter reply) {
        HumanLongDouble increment = HumanLongDouble.parse(call.argument(3));
        if (!increment.isFinite()) {
            throw NOT_FINITE;
        }
        byte[] former = formerValue(call);
        HumanLongDouble value =
                former == null
                        ? HumanLongDouble.ZERO
                        : HumanLongDouble.parse(former, FIELD_NOT_A_FLOAT);
        byte[] sum = value.plus(increment).bytes();
        put(call, sum);
        reply.bulk(sum);
    }

    /** What the field holds, or null. */
    private static byte[] formerValue(CommandCall call) {
        Entry entry = call.database().touch(call.argument(1));
        return entry == null ? null : HashEntry.hash(entry).get(call.argument(2));
    }

    private static void put(CommandCall call, byte[] value) {
        Entry entry = HashEntry.findOrCreate(call);
        HashValue hash = HashEntry.hash(entry);
        hash.put(entry, call.argument(2), value);
    }

    private static CommandSpec.Builder hincrby() {
        return incrementing("hincrby", Argument.integer("increment"))
                .summary("Adds an integer to the value of a field; a missing field counts as 0.");
    }

    private static CommandSpec.Builder hincrbyfloat() {
        return incrementing("hincrbyfloat", Argument.real("increment"))
                .since("2.6.0")
                .summary("Adds a number to the value of a field; a missing field counts as 0.");
    }

    private static CommandSpec.Builder incrementing(String name, Argument increment) {
        return HashSpecs.of(name, 4, RW, ACCESS, UPDATE)
                .complexity("O(1)")
                .flags(WRITE, DENYOOM, FAST)
                .arguments(HashSpecs.KEY, HashSpecs.FIELD, increment);
    }
}

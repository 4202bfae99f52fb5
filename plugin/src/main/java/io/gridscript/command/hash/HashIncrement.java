package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.KeyEvent;
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
    private static final ErrorReply FIELD_NOT_A_FLOAT = ErrorReply.err("hash value is not a float");
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
        HashValue hash = find(call);
        byte[] former = formerValue(hash, call);
        long value = former == null ? 0 : RedisNumbers.parseLong(former, FIELD_NOT_AN_INTEGER);
        long sum = value + increment;
        if (((value ^ sum) & (increment ^ sum)) < 0) {
            throw OVERFLOW;
        }
        put(hash, call, RedisNumbers.bytes(sum));
        call.notifyOf(KeyEvent.HINCRBY, call.argument(1));
        reply.integer(sum);
    }

    private static void incrementFloat(CommandCall call, ReplyWriter reply) {
        HumanLongDouble increment = HumanLongDouble.parse(call.argument(3));
        if (!increment.isFinite()) {
            throw NOT_FINITE;
        }
        HashValue hash = find(call);
        byte[] former = formerValue(hash, call);
        HumanLongDouble value =
                former == null
                        ? HumanLongDouble.ZERO
                        : HumanLongDouble.parse(former, FIELD_NOT_A_FLOAT);
        byte[] sum = value.plus(increment).bytes();
        put(hash, call, sum);
        call.notifyOf(KeyEvent.HINCRBYFLOAT, call.argument(1));
        reply.bulk(sum);
        if (call.isPropagated()) {
            // Others may add otherwise.
            call.propagate("HSET", call.argument(1), call.argument(2), sum);
        }
    }

    private static HashValue find(CommandCall call) {
        return call.database().findForWrite(call.argument(1), HashValue.class);
    }

    private static byte[] formerValue(HashValue hash, CommandCall call) {
        return hash == null ? null : hash.get(call.argument(2));
    }

    private static void put(HashValue hash, CommandCall call, byte[] value) {
        if (hash != null) {
            hash.put(call.argument(2), value);
            return;
        }
        HashValue created = new HashValue();
        created.put(call.argument(2), value);
        call.database().put(call.argument(1), created);
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

package io.gridscript.command.hyperloglog;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** PFMERGE. */
final class Merging {

    private Merging() {}

    static void register(CommandTable table) {
        table.onKeyspace(pfmerge(), Merging::merge);
    }

    private static void merge(CommandCall call, ReplyWriter reply) {
        byte[] registers = new byte[Registers.COUNT];
        boolean isDense = false;
        for (int i = 1; i < call.count(); i++) {
            Sketch sketch = sketch(call, i);
            if (sketch != null) {
                isDense |= !sketch.isSparse();
                sketch.raiseIn(registers);
            }
        }
        byte[] key = call.argument(1);
        StringValue value = call.database().findForWrite(key, StringValue.class);
        Sketch target = value == null ? Sketch.empty() : Sketch.of(value);
        if (isDense) {
            target.makeDense();
        }
        raise(target, registers, call.keyspace().encodingLimits().hllSparseMaxBytes());
        target.outdated();
        if (value == null) {
            call.database().put(key, target.toValue());
        } else {
            target.storeTo(value);
        }
        reply.ok();
    }

    private static void raise(Sketch target, byte[] registers, long mostSparse) {
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] > 0) {
                target.raise(i, registers[i], mostSparse);
            }
        }
    }

    /** Raises registers to what the HyperLogLogs of all keys of a request hold; returns them. */
    static byte[] union(CommandCall call, byte[] registers) {
        for (int i = 1; i < call.count(); i++) {
            Sketch sketch = sketch(call, i);
            if (sketch != null) {
                sketch.raiseIn(registers);
            }
        }
        return registers;
    }

    private static Sketch sketch(CommandCall call, int position) {
        StringValue value = call.database().find(call.argument(position), StringValue.class);
        return value == null ? null : Sketch.of(value);
    }

    private static CommandSpec.Builder pfmerge() {
        return HyperLogLogCommands.spec(
                        "pfmerge",
                        -2,
                        KeySpec.key(1, RW, ACCESS, INSERT),
                        KeySpec.range(2, -1, 1, RO, ACCESS))
                .complexity("O(N) for N HyperLogLogs, each of them slow")
                .summary("Lets a HyperLogLog have seen what others have seen.")
                .flags(WRITE, DENYOOM)
                .arguments(
                        Argument.key("destkey"),
                        Argument.key("sourcekey").keySpec(1).asOptional().repeated());
    }
}

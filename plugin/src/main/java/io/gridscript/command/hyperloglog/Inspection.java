package io.gridscript.command.hyperloglog;

import static io.gridscript.spec.CommandFlag.ADMIN;
import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.StringJoiner;

/** PFDEBUG. */
final class Inspection {

    private static final ErrorReply NO_KEY = ErrorReply.err("The specified key does not exist");
    private static final ErrorReply NOT_SPARSE = ErrorReply.err("HLL encoding is not sparse");

    private Inspection() {}

    static void register(CommandTable table) {
        table.onKeyspace(pfdebug(), Inspection::inspect);
    }

    private static void inspect(CommandCall call, ReplyWriter reply) {
        StringValue value = call.database().findForWrite(call.argument(2), StringValue.class);
        if (value == null) {
            throw NO_KEY;
        }
        Sketch sketch = Sketch.of(value);
        switch (Ascii.lowerCase(call.argument(1))) {
            case "getreg" -> {
                makeDense(sketch, value);
                writeRegisters(sketch, reply);
            }
            case "decode" -> reply.bulk(runs(sketch));
            case "encoding" -> reply.status(sketch.isSparse() ? "sparse" : "dense");
            case "todense" -> reply.integer(makeDense(sketch, value) ? 1 : 0);
            default ->
                    throw ErrorReply.err(
                            "Unknown PFDEBUG subcommand '"
                                    + Ascii.untilZero(call.argument(1))
                                    + "'");
        }
    }

    private static boolean makeDense(Sketch sketch, StringValue value) {
        boolean wasSparse = sketch.makeDense();
        if (wasSparse) {
            sketch.storeTo(value);
        }
        return wasSparse;
    }

    private static void writeRegisters(Sketch sketch, ReplyWriter reply) {
        byte[] registers = new byte[Registers.COUNT];
        sketch.raiseIn(registers);
        reply.array(registers.length);
        for (byte register : registers) {
            reply.integer(register);
        }
    }

    private static String runs(Sketch sketch) {
        if (!sketch.isSparse()) {
            throw NOT_SPARSE;
        }
        byte[] bytes = sketch.array();
        int end = sketch.length();
        StringJoiner runs = new StringJoiner(" ");
        for (int at = Sketch.HEADER; at < end; at += SparseRun.bytes(bytes[at])) {
            int length = SparseRun.length(bytes, at, end);
            if (SparseRun.isValue(bytes[at])) {
                runs.add("v:" + SparseRun.value(bytes[at]) + "," + length);
            } else {
                runs.add((SparseRun.isLongZeros(bytes[at]) ? "Z:" : "z:") + length);
            }
        }
        return runs.toString();
    }

    private static CommandSpec.Builder pfdebug() {
        return HyperLogLogCommands.spec("pfdebug", 3, KeySpec.key(2, RW, ACCESS))
                .complexity("N/A")
                .summary("Shows how a HyperLogLog is stored.")
                .flags(WRITE, DENYOOM, ADMIN)
                .systemCommand()
                .arguments(Argument.string("subcommand"), Argument.key("key"));
    }
}

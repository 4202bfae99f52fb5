package io.gridscript.command.bitmap;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** BITOP. */
final class BitOperations {

    private static final ErrorReply SEVERAL_FOR_NOT =
            ErrorReply.err("BITOP NOT must be called with a single source key.");

    private static final int FIRST_SOURCE = 3;

    private enum Operation {
        AND,
        OR,
        XOR,
        NOT;

        static Operation parse(byte[] word) {
            return switch (Ascii.lowerCase(word)) {
                case "and" -> AND;
                case "or" -> OR;
                case "xor" -> XOR;
                case "not" -> NOT;
                default -> throw ErrorReply.SYNTAX;
            };
        }

        int of(int one, int other) {
            return switch (this) {
                case AND -> one & other;
                case OR -> one | other;
                case XOR -> one ^ other;
                case NOT -> throw new IllegalStateException("NOT has one operand");
            };
        }
    }

    private BitOperations() {}

    static void register(CommandTable table) {
        table.onKeyspace(bitop(), BitOperations::combine);
    }

    private static void combine(CommandCall call, ReplyWriter reply) {
        Operation operation = Operation.parse(call.argument(1));
        if (operation == Operation.NOT && call.count() > FIRST_SOURCE + 1) {
            throw SEVERAL_FOR_NOT;
        }
        Bits[] sources = new Bits[call.count() - FIRST_SOURCE];
        int length = 0;
        for (int i = 0; i < sources.length; i++) {
            byte[] key = call.argument(FIRST_SOURCE + i);
            sources[i] = Bits.of(call.database().find(key, StringValue.class));
            length = Math.max(length, sources[i].length());
        }
        if (length == 0) {
            call.database().delete(call.argument(2));
        } else {
            byte[] result = result(operation, sources, length);
            call.database().put(call.argument(2), StringValue.raw(result));
            call.notifyOf(KeyEvent.SET, call.argument(2));
        }
        reply.integer(length);
    }

    private static byte[] result(Operation operation, Bits[] sources, int length) {
        byte[] result = new byte[length];
        for (int i = 0; i < length; i++) {
            int octet = sources[0].octet(i);
            if (operation == Operation.NOT) {
                octet = ~octet;
            }
            for (int j = 1; j < sources.length; j++) {
                octet = operation.of(octet, sources[j].octet(i));
            }
            result[i] = (byte) octet;
        }
        return result;
    }

    private static CommandSpec.Builder bitop() {
        return BitmapSpecs.of(
                        "bitop",
                        -4,
                        KeySpec.key(2, OW, UPDATE),
                        KeySpec.range(3, -1, 1, RO, ACCESS))
                .since("2.6.0")
                .complexity("O(N) for N bytes")
                .summary("Combines the bits of strings and stores the result.")
                .flags(WRITE, DENYOOM)
                .arguments(
                        Argument.oneOf(
                                "operation",
                                Argument.token("and", "AND"),
                                Argument.token("or", "OR"),
                                Argument.token("xor", "XOR"),
                                Argument.token("not", "NOT")),
                        Argument.key("destkey"),
                        Argument.key("key").keySpec(1).repeated());
    }
}

package io.gridscript.command.bitmap;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** BITCOUNT. */
final class BitCounting {

    private BitCounting() {}

    static void register(CommandTable table) {
        table.onKeyspace(bitcount(), BitCounting::count);
    }

    private static void count(CommandCall call, ReplyWriter reply) {
        if (call.count() == 3 || call.count() > 5) {
            throw ErrorReply.SYNTAX;
        }
        BitRange range = call.count() == 2 ? BitRange.ALL : BitRange.parse(call.arguments(), 2);
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        Bits bits = Bits.of(value);
        boolean isEmpty = range.endsBeforeStart();
        reply.integer(isEmpty ? 0 : bits.count(range.from(bits.length()), range.to(bits.length())));
    }

    private static CommandSpec.Builder bitcount() {
        return BitmapSpecs.of("bitcount", -2, KeySpec.key(1, RO, ACCESS))
                .since("2.6.0")
                .complexity("O(N) for N bytes")
                .summary("Counts the bits of a string that are set.")
                .flags(READONLY)
                .changed("7.0.0", "BYTE and BIT.")
                .arguments(
                        BitmapSpecs.KEY,
                        Argument.block(
                                        "range",
                                        BitmapSpecs.START,
                                        BitmapSpecs.END,
                                        BitmapSpecs.UNIT)
                                .asOptional());
    }
}

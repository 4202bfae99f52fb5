package io.gridscript.command.bitmap;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** BITPOS. */
final class BitSearch {

    private static final ErrorReply NO_BIT = ErrorReply.err("The bit argument must be 1 or 0.");
    private static final long NOWHERE = -1;

    private BitSearch() {}

    static void register(CommandTable table) {
        table.onKeyspace(bitpos(), BitSearch::find);
    }

    private static void find(CommandCall call, ReplyWriter reply) {
        long bit = RedisNumbers.parseLong(call.argument(2));
        if (bit != 0 && bit != 1) {
            throw NO_BIT;
        }
        if (call.count() > 6) {
            throw ErrorReply.SYNTAX;
        }
        BitRange range = call.count() == 3 ? BitRange.ALL : BitRange.parse(call.arguments(), 3);
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        if (value == null) {
            reply.integer(bit == 1 ? NOWHERE : 0);
        } else {
            reply.integer(find(Bits.of(value), bit == 1, range, call.count() > 4));
        }
    }

    /** Behind a string come zeros, unless its end was asked for. */
    private static long find(Bits bits, boolean set, BitRange range, boolean endGiven) {
        long from = range.from(bits.length());
        long to = range.to(bits.length());
        if (from >= to) {
            return NOWHERE;
        }
        long found = bits.find(set, from, to);
        return found == NOWHERE && !set && !endGiven ? to : found;
    }

    private static CommandSpec.Builder bitpos() {
        return BitmapSpecs.of("bitpos", -3, KeySpec.key(1, RO, ACCESS))
                .since("2.8.7")
                .complexity("O(N) for N bytes")
                .summary("Finds the first bit of a string that is set or clear.")
                .flags(READONLY)
                .changed("7.0.0", "BYTE and BIT.")
                .arguments(
                        BitmapSpecs.KEY,
                        Argument.integer("bit"),
                        Argument.block(
                                        "range",
                                        BitmapSpecs.START,
                                        Argument.block(
                                                        "end-unit-block",
                                                        BitmapSpecs.END,
                                                        BitmapSpecs.UNIT)
                                                .asOptional())
                                .asOptional());
    }
}

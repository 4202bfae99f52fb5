package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.NumberCasts;
import io.gridscript.lua.vm.ReadOnlyTable;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code bit.*}: Lua BitOp, whose numbers are 32 bits with a sign. */
public final class BitLibrary {

    /** Added to a double, this leaves its integer modulo 2^32 in the low half of the bits. */
    private static final double ROUNDING = 0x1p52 + 0x1p51;

    private static final String LOWER_CASE = "0123456789abcdef";
    private static final String UPPER_CASE = "0123456789ABCDEF";
    private static final int MOST_HEX_DIGITS = 8;

    private BitLibrary() {}

    public static ReadOnlyTable table() {
        ReadOnlyTable table = new ReadOnlyTable();
        ofOne(table, "tobit", bits -> bits);
        ofOne(table, "bnot", bits -> ~bits);
        ofOne(table, "bswap", Integer::reverseBytes);
        ofAll(table, "band", (left, right) -> left & right);
        ofAll(table, "bor", (left, right) -> left | right);
        ofAll(table, "bxor", (left, right) -> left ^ right);
        // Java, too, shifts by the low five bits.
        ofTwo(table, "lshift", (bits, by) -> bits << by);
        ofTwo(table, "rshift", (bits, by) -> bits >>> by);
        ofTwo(table, "arshift", (bits, by) -> bits >> by);
        ofTwo(table, "rol", Integer::rotateLeft);
        ofTwo(table, "ror", Integer::rotateRight);
        define(table, "tohex", BitLibrary::toHex);
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static void ofOne(ReadOnlyTable table, String name, IntUnaryOperator body) {
        define(table, name, args -> valueOf(body.applyAsInt(bits(args, 1))));
    }

    private static void ofTwo(ReadOnlyTable table, String name, IntBinaryOperator body) {
        define(
                table,
                name,
                args -> {
                    int first = bits(args, 1);
                    return valueOf(body.applyAsInt(first, bits(args, 2)));
                });
    }

    private static void ofAll(ReadOnlyTable table, String name, IntBinaryOperator body) {
        define(
                table,
                name,
                args -> {
                    int bits = bits(args, 1);
                    // From the last on: of several wrong arguments that is the one named.
                    for (int i = args.narg(); i > 1; i--) {
                        bits = body.applyAsInt(bits, bits(args, i));
                    }
                    return valueOf(bits);
                });
    }

    private static Varargs toHex(Varargs args) {
        int bits = bits(args, 1);
        int wanted = args.narg() < 2 ? MOST_HEX_DIGITS : bits(args, 2);
        // The smallest integer has no positive counterpart (CVE-2024-31449).
        int count = Math.min(MOST_HEX_DIGITS, Math.abs(Math.max(wanted, -Integer.MAX_VALUE)));
        String digits = wanted < 0 ? UPPER_CASE : LOWER_CASE;
        byte[] text = new byte[count];
        for (int i = count - 1; i >= 0; i--) {
            text[i] = (byte) digits.charAt(bits & 15);
            bits >>>= 4;
        }
        return LuaString.valueUsing(text);
    }

    private static int bits(Varargs args, int number) {
        LuaValue value = args.arg(number);
        double real =
                value instanceof LuaNumber ? value.todouble() : Arguments.number(args, number);
        return (int) NumberCasts.bits(real + ROUNDING);
    }
}

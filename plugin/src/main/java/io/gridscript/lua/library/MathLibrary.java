package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.valueOf;
import static org.luaj.vm2.LuaValue.varargsOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.Numbers;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.lua.vm.ReadOnlyTable;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code math.*} of Lua 5.1, with Redis's random numbers. */
public final class MathLibrary {

    private static final Set<String> UNSIGNED_NAN = Set.of("acos", "asin", "log10");

    /** How many functions Lua registers there at once. */
    private static final int FUNCTIONS = 28;

    private MathLibrary() {}

    public static ReadOnlyTable table(RandomNumbers random) {
        // Made in the order and size in which Lua makes it, as pairs shows both.
        ReadOnlyTable table = new ReadOnlyTable(FUNCTIONS);
        ofOne(table, "abs", Math::abs);
        ofOne(table, "acos", Math::acos);
        ofOne(table, "asin", Math::asin);
        ofTwo(table, "atan2", Math::atan2);
        ofOne(table, "atan", Math::atan);
        ofOne(table, "ceil", Math::ceil);
        ofOne(table, "cosh", Math::cosh);
        ofOne(table, "cos", Math::cos);
        ofOne(table, "deg", Math::toDegrees);
        ofOne(table, "exp", Math::exp);
        ofOne(table, "floor", Math::floor);
        ofTwo(table, "fmod", (x, y) -> x % y);
        define(table, "frexp", MathLibrary::frexp);
        define(table, "ldexp", MathLibrary::ldexp);
        ofOne(table, "log10", Math::log10);
        ofOne(table, "log", Math::log);
        define(table, "max", args -> outermost(args, 1));
        define(table, "min", args -> outermost(args, -1));
        define(table, "modf", MathLibrary::modf);
        ofTwo(table, "pow", Numbers::power);
        ofOne(table, "rad", Math::toRadians);
        define(table, "random", args -> random(args, random));
        define(table, "randomseed", args -> seed(args, random));
        ofOne(table, "sinh", Math::sinh);
        ofOne(table, "sin", Math::sin);
        ofOne(table, "sqrt", Math::sqrt);
        ofOne(table, "tanh", Math::tanh);
        ofOne(table, "tan", Math::tan);
        table.define(valueOf("pi"), valueOf(Math.PI));
        table.define(valueOf("huge"), valueOf(Double.POSITIVE_INFINITY));
        ofTwo(table, "mod", (x, y) -> x % y);
        return table.freeze();
    }

    private static void define(ReadOnlyTable table, String name, HostFunction.Body body) {
        table.define(valueOf(name), new HostFunction(name, body));
    }

    private static void ofOne(ReadOnlyTable table, String name, DoubleUnaryOperator body) {
        define(
                table,
                name,
                args -> {
                    double number = Arguments.number(args, 1);
                    double result = body.applyAsDouble(number);
                    if (!Double.isNaN(result)) {
                        return Numbers.of(result);
                    }
                    // The C library's own checks of their range give what has no sign.
                    boolean unsigned = !Double.isNaN(number) && UNSIGNED_NAN.contains(name);
                    return Double.isNaN(number)
                            ? Numbers.nan(name.equals("abs") ? Math.abs(number) : number)
                            : Numbers.nan(!unsigned);
                });
    }

    private static void ofTwo(ReadOnlyTable table, String name, DoubleBinaryOperator body) {
        define(
                table,
                name,
                args -> {
                    // In this order C compilers look at them.
                    double second = Arguments.number(args, 2);
                    double first = Arguments.number(args, 1);
                    return Numbers.of(body.applyAsDouble(first, second), first, second);
                });
    }

    private static LuaValue ldexp(Varargs args) {
        int exponent = Arguments.integer(args, 2);
        return Numbers.of(Math.scalb(Arguments.number(args, 1), exponent));
    }

    private static Varargs frexp(Varargs args) {
        double number = Arguments.number(args, 1);
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return varargsOf(Numbers.of(number), valueOf(0));
        }
        // Subnormal numbers are lifted first, as their exponent isn't in the exponent's bits.
        int lift = Math.abs(number) < Double.MIN_NORMAL ? 64 : 0;
        double lifted = Math.scalb(number, lift);
        int exponent = Math.getExponent(lifted) + 1;
        return varargsOf(valueOf(Math.scalb(lifted, -exponent)), valueOf(exponent - lift));
    }

    private static Varargs modf(Varargs args) {
        double number = Arguments.number(args, 1);
        double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
        double fraction = Double.isInfinite(number) ? 0 : number - whole;
        return varargsOf(Numbers.of(whole), Numbers.of(Math.copySign(fraction, number)));
    }

    private static LuaValue outermost(Varargs args, int direction) {
        double outermost = Arguments.number(args, 1);
        for (int i = 2; i <= args.narg(); i++) {
            double number = Arguments.number(args, i);
            if (direction > 0 ? number > outermost : number < outermost) {
                outermost = number;
            }
        }
        return Numbers.of(outermost);
    }

    private static LuaValue random(Varargs args, RandomNumbers random) {
        double fraction = random.fraction();
        return switch (args.narg()) {
            case 0 -> valueOf(fraction);
            case 1 -> between(fraction, 1, Arguments.integer(args, 1), 1);
            case 2 -> between(fraction, Arguments.integer(args, 1), Arguments.integer(args, 2), 2);
            default -> throw RaisedError.text("wrong number of arguments");
        };
    }

    private static LuaValue between(double fraction, int low, int high, int argument) {
        if (low > high) {
            throw new ArgumentError(argument, "interval is empty");
        }
        // In C the width is an int: one that is too large is negative.
        int width = high - low + 1;
        return valueOf(Math.floor(fraction * width) + low);
    }

    private static Varargs seed(Varargs args, RandomNumbers random) {
        random.seed(Arguments.integer(args, 1));
        return NONE;
    }
}

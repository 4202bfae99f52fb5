package io.gridscript.lua;

import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.valueOf;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code math.*}: LuaJ's, with 5.1's names and Redis's random numbers. */
final class MathLibrary {

    private MathLibrary() {}

    static ReadOnlyTable table(LuaTable luaj, RandomNumbers random) {
        luaj.set("log10", function("log10", x -> Math.log10(x)));
        luaj.set("log", function("log", x -> Math.log(x)));
        luaj.set("mod", luaj.get("fmod"));
        luaj.set("random", new HostFunction("random", args -> random(args, random)));
        luaj.set("randomseed", new HostFunction("randomseed", args -> seed(args, random)));
        return ReadOnlyTable.copyOf(luaj);
    }

    private static HostFunction function(String name, java.util.function.DoubleUnaryOperator body) {
        return new HostFunction(
                name, args -> valueOf(body.applyAsDouble(Arguments.number(args, 1, name))));
    }

    private static LuaValue random(Varargs args, RandomNumbers random) {
        double fraction = random.fraction();
        return switch (args.narg()) {
            case 0 -> valueOf(fraction);
            case 1 -> between(fraction, 1, Arguments.integer(args, 1, "random"), 1);
            case 2 ->
                    between(
                            fraction,
                            Arguments.integer(args, 1, "random"),
                            Arguments.integer(args, 2, "random"),
                            2);
            default -> throw RaisedError.text("wrong number of arguments");
        };
    }

    private static LuaValue between(double fraction, int low, int high, int argument) {
        if (low > high) {
            throw RaisedError.argument(argument, "random", "interval is empty");
        }
        return valueOf(Math.floor(fraction * ((double) high - low + 1)) + low);
    }

    private static Varargs seed(Varargs args, RandomNumbers random) {
        random.seed(Arguments.integer(args, 1, "randomseed"));
        return NONE;
    }
}

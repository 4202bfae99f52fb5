package io.gridscript.lua.library;

import static org.luaj.vm2.LuaValue.TRUE;
import static org.luaj.vm2.LuaValue.valueOf;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.CText;
import io.gridscript.lua.vm.HostFunction;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * {@code collectgarbage} and {@code gcinfo}. The collector is the JVM's and everybody's, so it can
 * be asked but not told; what a script sets is remembered as long as it runs.
 */
public final class CollectorSettings {

    /** Of pause and speed of Lua's collector, in percent. */
    private static final int LUAS_SETTING = 200;

    private static final double BYTES_OF_A_KILOBYTE = 1024;

    private int pause = LUAS_SETTING;
    private int speed = LUAS_SETTING;

    /** Sets what Lua begins with. */
    public void reset() {
        pause = LUAS_SETTING;
        speed = LUAS_SETTING;
    }

    /** Hands over the functions by name. */
    public void install(BiConsumer<String, LuaValue> definitions) {
        definitions.accept(
                "collectgarbage", new HostFunction("collectgarbage", this::collectGarbage));
        definitions.accept(
                "gcinfo", new HostFunction("gcinfo", args -> valueOf((int) usedKilobytes())));
    }

    private Varargs collectGarbage(Varargs args) {
        String option = args.isnoneornil(1) ? "collect" : Arguments.string(args, 1).tojstring();
        LuaValue result =
                switch (option) {
                    case "stop", "restart", "collect" -> valueOf(0);
                    case "count" -> valueOf(usedKilobytes());
                    // Whether a cycle has ended: there is nothing to wait for.
                    case "step" -> TRUE;
                    case "setpause" -> valueOf(pause);
                    case "setstepmul" -> valueOf(speed);
                    default ->
                            throw new ArgumentError(1, "invalid option '" + CText.of(option) + "'");
                };
        int setting = Arguments.integer(args, 2, 0);
        if (option.equals("setpause")) {
            pause = setting;
        } else if (option.equals("setstepmul")) {
            speed = setting;
        }
        return result;
    }

    private static double usedKilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES_OF_A_KILOBYTE;
    }
}

package io.gridscript.command.script;

import io.gridscript.command.Command;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Libraries;
import io.gridscript.script.LibraryFunction;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptFlag;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Whether EVAL, FCALL or one of their kin may write, told before it runs: unless the script or
 * function is flagged no-writes. What isn't known may.
 */
public final class DeclaredWrites implements BiPredicate<Command, byte[][]> {

    private final ScriptCache scripts;
    private final Supplier<Libraries> libraries;

    public DeclaredWrites(ScriptCache scripts, Supplier<Libraries> libraries) {
        this.scripts = scripts;
        this.libraries = libraries;
    }

    @Override
    public boolean test(Command command, byte[][] request) {
        switch (command.spec().name()) {
            case "eval":
                return !Script.declares(request[1], ScriptFlag.NO_WRITES);
            case "evalsha":
                return mayWrite(scripts.find(request[1]));
            case "evalname":
                return mayWrite(scripts.findNamed(Ascii.string(request[1])));
            case "fcall":
                LibraryFunction function = libraries.get().function(request[1]);
                return function == null || !function.has(ScriptFlag.NO_WRITES);
            default:
                return true;
        }
    }

    private static boolean mayWrite(Script script) {
        return script == null || !script.has(ScriptFlag.NO_WRITES);
    }
}

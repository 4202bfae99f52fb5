package io.gridscript.command.script;

import io.gridscript.command.Command;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptFlag;
import java.util.function.BiPredicate;

/**
 * Whether EVAL or one of its kin may write, told before it runs: unless its script is flagged
 * no-writes. What isn't known may.
 */
public final class DeclaredWrites implements BiPredicate<Command, byte[][]> {

    private final ScriptCache scripts;

    public DeclaredWrites(ScriptCache scripts) {
        this.scripts = scripts;
    }

    @Override
    public boolean test(Command command, byte[][] request) {
        switch (command.spec().name()) {
            case "eval":
                return !Script.declares(request[1], ScriptFlag.NO_WRITES);
            case "evalsha":
                Script script = scripts.find(request[1]);
                return script == null || !script.has(ScriptFlag.NO_WRITES);
            default:
                return true;
        }
    }
}

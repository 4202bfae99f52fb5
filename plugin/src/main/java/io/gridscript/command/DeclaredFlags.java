package io.gridscript.command;

import io.gridscript.script.ScriptFlag;
import java.util.Set;

/**
 * What the script or function that a request runs declares about itself. Redis goes by that, and
 * not by the command's flags, when it looks whether the request may run now. For any thread.
 */
@FunctionalInterface
public interface DeclaredFlags {

    /** Of commands that run no script. */
    DeclaredFlags NONE = request -> null;

    /**
     * Looks for what the request names.
     *
     * @param request of the right length for its command
     * @return null where that declares nothing, or isn't known here
     */
    Set<ScriptFlag> of(byte[][] request);
}

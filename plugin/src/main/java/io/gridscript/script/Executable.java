package io.gridscript.script;

import java.util.Set;

/** What a run runs: a script, or a function of a library. For all threads. */
public sealed interface Executable permits Script, LibraryFunction {

    /** How error positions name it: a script's SHA, a function's name. */
    String title();

    /** What it declares about itself. */
    Set<ScriptFlag> flags();

    default boolean has(ScriptFlag flag) {
        return flags().contains(flag);
    }

    /**
     * Whether it declares nothing, being a script without a first line {@code #!lua}: its flags
     * then follow from the command that runs it, and it may touch keys that it didn't declare.
     */
    boolean isCompatible();

    /** Its flags; null where it declares nothing. */
    static Set<ScriptFlag> declaredBy(Executable executable) {
        return executable == null || executable.isCompatible() ? null : executable.flags();
    }

    /** Whether its last runs were quick, or it has not run yet. */
    boolean isQuick();

    /** Takes note of how long a run took. */
    void ran(boolean quickly);
}

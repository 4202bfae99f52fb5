package io.gridscript.lua.vm;

/**
 * Ends a run from outside: a kill or a limit. It is an {@link Error} so that neither {@code pcall}
 * nor a coroutine nor a library function of Lua can catch it.
 */
public abstract class LuaStop extends Error {

    private String source;
    private int line;

    protected LuaStop(String message) {
        super(message, null, false, false);
    }

    /** The chunk in which the run was stopped, as {@code @name}, or null if no Lua code ran. */
    public final String source() {
        return source;
    }

    /** The line at which the run was stopped, starting at 1. */
    public final int line() {
        return line;
    }

    /** Remembers the innermost position: the first to tell is right. */
    final void at(String chunkName, int currentLine) {
        if (source == null) {
            source = chunkName;
            line = currentLine;
        }
    }
}

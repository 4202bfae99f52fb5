package io.gridscript.script;

import io.gridscript.lua.vm.LuaStop;

/** Carries a fault of a command past the script, which couldn't make sense of it. */
final class CommandFault extends LuaStop {

    private final Throwable fault;

    /**
     * @param fault a RuntimeException or an Error
     */
    CommandFault(Throwable fault) {
        super("a command failed");
        this.fault = fault;
    }

    /** Lets the fault go on. */
    RuntimeException rethrow() {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }
}

package io.gridscript.lua.vm;

import org.luaj.vm2.LuaError;

/**
 * An operation that its values don't allow. As in Lua, its text gets a position where Lua code
 * tried the operation, and none where a library function did.
 */
public class OperationError extends LuaError {

    public OperationError(String text) {
        super(text);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

package io.gridscript.lua.vm;

import org.luaj.vm2.LuaError;

/**
 * An argument that a library function can't take. Its text names the function as the caller did, so
 * the caller completes it.
 */
public final class ArgumentError extends LuaError {

    private static final String METHOD = "method ";

    private final int number;
    private final String reason;

    /**
     * @param number of the argument, starting at 1
     */
    public ArgumentError(int number, String reason) {
        super(reason);
        this.number = number;
        this.reason = reason;
    }

    /**
     * The whole text.
     *
     * @param variable what held the function: kind and quoted name; null if unknown
     */
    String text(String variable) {
        String name = variable == null ? "'?'" : variable.substring(variable.indexOf('\''));
        if (variable == null || !variable.startsWith(METHOD)) {
            return "bad argument #" + number + " to " + name + " (" + reason + ")";
        }
        // A method's arguments are counted without the object before the colon.
        return number == 1
                ? "calling " + name + " on bad self (" + reason + ")"
                : "bad argument #" + (number - 1) + " to " + name + " (" + reason + ")";
    }

    @Override
    public String getMessage() {
        return text(null);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

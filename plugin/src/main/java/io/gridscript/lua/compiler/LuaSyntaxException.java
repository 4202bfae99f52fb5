package io.gridscript.lua.compiler;

/**
 * Source text that is not Lua. Its message is Lua's own: {@code user_script:1: reason}. Carries no
 * stack trace, because it describes a text and not a fault of this program.
 */
public final class LuaSyntaxException extends Exception {

    LuaSyntaxException(String message) {
        super(message, null, false, false);
    }
}

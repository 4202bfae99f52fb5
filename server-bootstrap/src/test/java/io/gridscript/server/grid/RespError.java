package io.gridscript.server.grid;

/**
 * An error that a server answered with.
 *
 * @param text code and message
 */
record RespError(String text) {

    /** Whether the error begins with that code. */
    boolean is(String code) {
        return text.startsWith(code + " ");
    }

    static boolean is(String code, Object reply) {
        return reply instanceof RespError error && error.is(code);
    }
}

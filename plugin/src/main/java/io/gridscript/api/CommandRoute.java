package io.gridscript.api;

import java.util.concurrent.CompletableFuture;

/** The way of commands to a member. */
interface CommandRoute {

    /**
     * Runs a command.
     *
     * @param words its name and arguments
     * @param bytes whether strings of the reply are byte[]
     * @return the reply; or, exceptionally, a {@link ScriptException}
     */
    CompletableFuture<Object> call(byte[][] words, boolean bytes);
}

package io.gridscript.lua;

/**
 * Asked now and then, on the running thread, whether a run may go on: after some ten thousand loop
 * iterations and calls, well under a millisecond of computing.
 */
@FunctionalInterface
public interface LuaPoll {

    LuaPoll NONE = () -> {};

    /**
     * Returns to let the run go on.
     *
     * @throws LuaStop to end it
     */
    void poll();
}

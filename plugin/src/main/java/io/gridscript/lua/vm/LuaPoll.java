package io.gridscript.lua.vm;

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

    /**
     * Asked when a run has used up the stack of its thread. Returns to let that be an error of Lua.
     *
     * @throws LuaStop to end the run instead, so that it can start again where the stack is deeper
     */
    default void stackExhausted() {}

    /**
     * Asked before something large is made, which takes a while by itself.
     *
     * @param bytes its size
     * @throws LuaStop to end the run instead
     */
    default void beforeLarge(long bytes) {}

    /** How many bytes of heap the run may hold. */
    default long memoryLimit() {
        return Long.MAX_VALUE;
    }

    /**
     * How many bytes the host holds for others, which the run may add to: they aren't the run's.
     */
    default long storedBytes() {
        return 0;
    }
}

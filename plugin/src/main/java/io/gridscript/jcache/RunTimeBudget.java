package io.gridscript.jcache;

import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;

/** How long one script may hold the thread of an entry's partition. */
final class RunTimeBudget implements LuaPoll {

    /** Ends a run that has used up its budget. */
    static final class Exceeded extends LuaStop {
        Exceeded(String message) {
            super(message);
        }
    }

    private final long millis;
    private final long start = System.nanoTime();

    RunTimeBudget(long millis) {
        this.millis = millis;
    }

    @Override
    public void poll() {
        if (System.nanoTime() - start > millis * 1_000_000) {
            throw new Exceeded("");
        }
    }
}

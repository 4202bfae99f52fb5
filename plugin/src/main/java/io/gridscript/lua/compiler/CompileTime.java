package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.LuaStop;
import java.util.concurrent.TimeUnit;

/**
 * How long a source may take to be compiled. Lua's front end takes time in proportion to the square
 * of some things, such as the branches of one {@code if}: a source of 10 MB could take minutes, in
 * which the keyspace or the script cache would stand still.
 */
final class CompileTime implements Runnable {

    /** Ends it. */
    static final class Exceeded extends LuaStop {
        Exceeded() {
            super("takes too long to be compiled");
        }
    }

    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
    private static final int STEPS_BETWEEN_LOOKS = 64;

    private final long begin = System.nanoTime();
    private int steps;

    @Override
    public void run() {
        if (++steps % STEPS_BETWEEN_LOOKS == 0 && System.nanoTime() - begin > LONGEST) {
            throw new Exceeded();
        }
    }
}

package io.gridscript.lua.vm;

import io.gridscript.lua.bytecode.FunctionCompiler;
import io.gridscript.lua.bytecode.NotCompilable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.luaj.vm2.Prototype;

/**
 * Decides which functions are compiled, and has them compiled: each to a hidden class, which goes
 * when the last program and closure that use it have gone.
 */
public final class Tiering {

    /** Calls and jumps backwards; compiling takes about as long as so many in the interpreter. */
    private static final int HEAT_TO_COMPILE = 3_000;

    /** Functions that wait; beyond them a function has to become hot once more. */
    private static final int MOST_WAITING = 256;

    private static final int IDLE_SECONDS = 10;

    private static final System.Logger LOG = System.getLogger(Tiering.class.getName());

    private static final ThreadPoolExecutor COMPILER = compiler();

    private static final Tiering INTERPRETED = new Tiering(Integer.MAX_VALUE, false);
    private static final Tiering HOT = new Tiering(HEAT_TO_COMPILE, false);
    private static final Tiering COMPILED = new Tiering(Integer.MIN_VALUE, true);

    private final int heatToCompile;
    private final boolean atOnce;

    private Tiering(int heatToCompile, boolean atOnce) {
        this.heatToCompile = heatToCompile;
        this.atOnce = atOnce;
    }

    public static Tiering ofNewPrograms() {
        return switch (LuaTier.ofNewPrograms()) {
            case INTERPRETED -> INTERPRETED;
            case HOT -> HOT;
            case COMPILED -> COMPILED;
        };
    }

    /** Calls and jumps backwards of a function before it is compiled. */
    int heatToCompile() {
        return heatToCompile;
    }

    /** Has a function compiled, later and elsewhere. */
    void request(TieredPrototype prototype) {
        if (atOnce) {
            compile(prototype);
            return;
        }
        try {
            COMPILER.execute(
                    () -> {
                        try {
                            compile(prototype);
                        } catch (RuntimeException | LinkageError | StackOverflowError e) {
                            LOG.log(System.Logger.Level.DEBUG, "a function stays interpreted", e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            prototype.askAgain();
        }
    }

    private static void compile(TieredPrototype prototype) {
        try {
            prototype.publish(define(prototype, FunctionCompiler.compile(prototype)));
        } catch (NotCompilable e) {
            LOG.log(System.Logger.Level.DEBUG, "a function stays interpreted: " + e.getMessage());
        }
    }

    private static CompiledFunction define(TieredPrototype prototype, byte[] classFile) {
        try {
            Lookup made =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(classFile, prototype.k, true);
            MethodType constructor =
                    MethodType.methodType(
                            void.class, LuaState.class, Prototype.class, Upvalue[].class);
            return (CompiledFunction)
                    made.findConstructor(made.lookupClass(), constructor)
                            .invoke((LuaState) null, (Prototype) prototype, (Upvalue[]) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static ThreadPoolExecutor compiler() {
        ThreadPoolExecutor compiler =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Tiering::thread);
        compiler.allowCoreThreadTimeOut(true);
        return compiler;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gridscript.lua-compiler");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}

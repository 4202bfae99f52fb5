package io.gridscript.server;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;

/** What the JVM needs before the first class of Hazelcast is loaded. */
final class Jvm {

    private static final String COMMON_POOL =
            "java.util.concurrent.ForkJoinPool.common.parallelism";

    private static final int FIRST_JAVA_THAT_WARNS = 24;

    private Jvm() {}

    static void prepare() {
        widenCommonPool();
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS) {
            spendUnsafeWarning();
        }
    }

    /**
     * On one or two processors the JDK's common pool has one thread or none, and Hazelcast then
     * starts a new thread for each asynchronous callback.
     */
    private static void widenCommonPool() {
        if (System.getProperty(COMMON_POOL) == null
                && Runtime.getRuntime().availableProcessors() <= 2) {
            System.setProperty(COMMON_POOL, "2");
        }
    }

    /**
     * The JDK prints four lines about the first use of Unsafe in a process, and a jar's manifest
     * cannot turn that off as {@code --sun-misc-unsafe-memory-access=allow} does. Nobody who starts
     * this server can do anything about Hazelcast's use of it, and standard error is for the line
     * that says why a start failed: so the JDK is told that it has warned already.
     */
    private static void spendUnsafeWarning() {
        try {
            Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
            warned.setAccessible(true);
            warned.setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException anotherJdk) {
            // Then the warning is printed, and nothing else is different.
            System.getLogger(Jvm.class.getName()).log(Level.DEBUG, "Unsafe will warn", anotherJdk);
        }
    }
}

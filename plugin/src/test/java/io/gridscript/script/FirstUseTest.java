package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/** Scripts compile and run from the first moment, whichever threads begin. */
class FirstUseTest {

    private static final byte[] SOURCE = "return 'x'".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STORED = Script.of(SOURCE).compiled();

    /** The classes of this test are new ones each time, as in a member that has just started. */
    @RepeatedTest(20)
    void threadsThatFirstCompileReadAndRunScriptsDoNotWaitForEachOther()
            throws IOException, InterruptedException {
        try (URLClassLoader fresh = freshClasses()) {
            CyclicBarrier start = new CyclicBarrier(3);
            List<Thread> threads =
                    List.of(
                            thread(start, () -> compile(fresh)),
                            thread(start, () -> readStored(fresh)),
                            thread(start, () -> makeInterpreter(fresh)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            for (Thread each : threads) {
                each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                assertFalse(each.isAlive(), () -> String.join("\n", where(each)));
            }
        }
    }

    private static URLClassLoader freshClasses() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(new File(each).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private interface Step {
        void run() throws ReflectiveOperationException;
    }

    private static Thread thread(CyclicBarrier start, Step step) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                start.await();
                                step.run();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void readStored(ClassLoader classes) throws ReflectiveOperationException {
        classes.loadClass(Script.class.getName())
                .getMethod("stored", byte[].class, byte[].class)
                .invoke(null, SOURCE, STORED);
    }

    private static void compile(ClassLoader classes) throws ReflectiveOperationException {
        classes.loadClass(Script.class.getName())
                .getMethod("of", byte[].class)
                .invoke(null, (Object) SOURCE);
    }

    private static void makeInterpreter(ClassLoader classes) throws ReflectiveOperationException {
        classes.loadClass(ScriptInterpreter.class.getName()).getConstructor().newInstance();
    }

    private static List<String> where(Thread thread) {
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : thread.getStackTrace()) {
            frames.add(frame.toString());
        }
        return frames;
    }
}

package io.gridscript.command.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system and the JVM tell of this process, for INFO. */
final class ProcessFigures {

    private static final System.Logger LOG = System.getLogger(ProcessFigures.class.getName());
    private static final Path STATISTICS = Path.of("/proc/self/stat");

    /** Linux counts processor time in hundredths of a second and memory in pages. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int PAGE_BYTES = 4096;

    private final double userSeconds;
    private final double systemSeconds;
    private final long residentBytes;

    private ProcessFigures(double userSeconds, double systemSeconds, long residentBytes) {
        this.userSeconds = userSeconds;
        this.systemSeconds = systemSeconds;
        this.residentBytes = residentBytes;
    }

    /** As they are now; where the system doesn't tell, what the JVM knows. */
    static ProcessFigures now() {
        if (Files.isReadable(STATISTICS)) {
            try {
                return ofLinux(Files.readString(STATISTICS));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "{0} can''t be read: {1}", STATISTICS, e);
            }
        }
        long nanoseconds = system().getProcessCpuTime();
        return new ProcessFigures(nanoseconds / 1e9, 0, Runtime.getRuntime().totalMemory());
    }

    /** The fields of proc(5) behind the process's name, which may itself hold spaces. */
    private static ProcessFigures ofLinux(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcessFigures(
                Long.parseLong(fields[11]) / TICKS_PER_SECOND,
                Long.parseLong(fields[12]) / TICKS_PER_SECOND,
                Long.parseLong(fields[21]) * PAGE_BYTES);
    }

    double userSeconds() {
        return userSeconds;
    }

    double systemSeconds() {
        return systemSeconds;
    }

    long residentBytes() {
        return residentBytes;
    }

    static long systemMemoryBytes() {
        return system().getTotalMemorySize();
    }

    private static com.sun.management.OperatingSystemMXBean system() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    }
}

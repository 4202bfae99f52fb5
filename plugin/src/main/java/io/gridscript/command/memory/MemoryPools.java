package io.gridscript.command.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

/** MEMORY MALLOC-STATS: what the JVM tells of its memory. */
final class MemoryPools {

    private MemoryPools() {}

    static String text() {
        StringBuilder text = new StringBuilder("Memory pools of the JVM, in bytes\n");
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getUsage();
            if (usage != null) {
                text.append(pool.getName())
                        .append(": used ")
                        .append(usage.getUsed())
                        .append(", committed ")
                        .append(usage.getCommitted())
                        .append(", max ")
                        .append(usage.getMax())
                        .append('\n');
            }
        }
        return text.toString();
    }
}

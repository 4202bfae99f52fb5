package io.gridscript.lua.vm;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What garbage collections leave in this JVM's heap. The JVM tells after each of them, so that to
 * ask costs a read.
 */
final class CollectedHeap {

    private static final Set<String> POOLS =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private static final long GREATEST = Runtime.getRuntime().maxMemory();

    private static volatile long bytes = used();
    private static final AtomicInteger COLLECTIONS = new AtomicInteger();

    static {
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (each instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((told, any) -> take(told), null, null);
            }
        }
    }

    private CollectedHeap() {}

    /** Bytes in use after the last collection; before the first, when this class was loaded. */
    static long bytes() {
        return bytes;
    }

    /** Counts collections. */
    static int collections() {
        return COLLECTIONS.get();
    }

    /** The bytes that the heap may take at most. */
    static long greatest() {
        return GREATEST;
    }

    /**
     * Collects the whole heap, old values too, while all threads wait.
     *
     * @return the bytes that are in use then, or -1 where the JVM was told to ignore such wishes
     */
    static long collect() {
        long before = count();
        System.gc();
        return count() == before ? -1 : used();
    }

    private static long count() {
        long count = 0;
        for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += each.getCollectionCount();
        }
        return count;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void take(Notification told) {
        if (!(told.getUserData() instanceof CompositeData data)) {
            return;
        }
        GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
        if (info.getGcName().endsWith("Pauses")) {
            // A part of a concurrent collection, of which the JVM tells when it has ended.
            return;
        }
        long left = 0;
        Map<String, MemoryUsage> pools = info.getGcInfo().getMemoryUsageAfterGc();
        for (String pool : POOLS) {
            MemoryUsage usage = pools.get(pool);
            left += usage == null ? 0 : usage.getUsed();
        }
        bytes = left;
        COLLECTIONS.incrementAndGet();
    }
}

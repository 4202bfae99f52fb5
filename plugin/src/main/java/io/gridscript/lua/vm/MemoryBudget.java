package io.gridscript.lua.vm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a run may hold of the heap.
 *
 * <p>What it has allocated says only that it can't hold more: scripts make garbage as a matter of
 * course. So a run that has allocated more than its allowance is looked at after each garbage
 * collection: what the heap has grown by since the run began, but for what its commands have
 * stored, is taken for the run's. The young generation's collections keep dead values that had
 * become old, large tables first of all, so before a run is ended the whole heap is collected. For
 * runs that make much of that kind of garbage, these collections are kept to a twentieth of the
 * time, as long as the heap has room.
 *
 * <p>A single value beyond the allowance is known for too large before it is made, and what the JVM
 * has no room for ends the run likewise.
 */
final class MemoryBudget {

    /** Of the time: what collections of the whole heap may take for one run. */
    private static final int SHARE_OF_TIME = 20;

    /** Runs share what the heap has free: none may take more than half. */
    private static final int SHARE_OF_FREE = 2;

    private static final long LEAST = 1 << 20;

    /** A part of the allowance: it isn't worth a collection to find out about less. */
    private static final int MARGIN = 4;

    private static final ThreadMXBean THREADS = threads();

    private LuaPoll poll = LuaPoll.NONE;
    private long limit;
    private long allowance = Long.MAX_VALUE;
    private long mostOfFree;
    private long heapBefore;

    /** Whether that was found by a collection of the whole heap. */
    private boolean clean;

    private long storedBefore;
    private int collections;

    private Thread thread;
    private long lastReading;
    private long allocated;

    /** As found by the last collection of the whole heap. */
    private long heldThen;

    private long allocatedThen;
    private long nextCollection;

    /** Prepares for a run. */
    void start(LuaPoll runsPoll) {
        poll = runsPoll;
        limit = runsPoll.memoryLimit();
        if (limit == Long.MAX_VALUE) {
            allowance = limit;
            return;
        }
        collections = CollectedHeap.collections();
        clean = false;
        beginsWith(CollectedHeap.bytes());
        thread = null;
        allocated = 0;
        heldThen = 0;
        allocatedThen = 0;
        nextCollection = 0;
    }

    private void beginsWith(long heap) {
        heapBefore = heap;
        mostOfFree = Math.max(LEAST, (CollectedHeap.greatest() - heap) / SHARE_OF_FREE);
        allowance = Math.min(limit, mostOfFree);
    }

    /** The run has ended: whoever uses libraries now isn't limited. */
    void end() {
        poll = LuaPoll.NONE;
        allowance = Long.MAX_VALUE;
    }

    /**
     * Refuses a single value of that size.
     *
     * @throws MemoryExceeded when it is larger than everything that the run may hold
     */
    void admit(long bytes) {
        if (bytes > allowance) {
            throw exceeded();
        }
    }

    /**
     * Looks at what the run holds, when a collection has shown that.
     *
     * @throws MemoryExceeded when it holds too much
     */
    void check() {
        if (allowance == Long.MAX_VALUE) {
            return;
        }
        countAllocated();
        int seen = CollectedHeap.collections();
        if (seen == collections || heldThen + allocated - allocatedThen <= allowance) {
            return;
        }
        collections = seen;
        long left = CollectedHeap.bytes();
        if (left < heapBefore) {
            // There were dead values of earlier runs.
            beginsWith(left);
        }
        long held = held(left);
        if (held > mostOfFree || (held > allowance + allowance / MARGIN && isDue())) {
            lookClosely();
        }
    }

    private boolean isDue() {
        return nextCollection == 0 || System.nanoTime() - nextCollection >= 0;
    }

    MemoryExceeded exceeded() {
        return new MemoryExceeded(limit);
    }

    private void lookClosely() {
        long begin = System.nanoTime();
        long left = CollectedHeap.collect();
        boolean ignored = left < 0;
        if (ignored ? held(CollectedHeap.bytes()) > mostOfFree : held(left) > allowance) {
            throw exceeded();
        }
        allocatedThen = allocated;
        if (!ignored && !clean) {
            // Dead values of earlier runs may have hidden some of this one's: it begins anew.
            clean = true;
            beginsWith(left);
            storedBefore = poll.storedBytes();
            return;
        }
        heldThen = ignored ? 0 : Math.max(0, held(left));
        // The nearer the run was to its end, the sooner it is looked at again.
        long end = System.nanoTime();
        double wrongly = 1 - (double) heldThen / allowance;
        nextCollection = end + (long) (wrongly * SHARE_OF_TIME * (end - begin));
    }

    private long held(long heapNow) {
        long stored = Math.max(0, poll.storedBytes() - storedBefore);
        return Math.min(allocated, heapNow - heapBefore - stored);
    }

    private void countAllocated() {
        if (thread == null) {
            storedBefore = poll.storedBytes();
        }
        if (THREADS == null) {
            // Nothing is known, so everything is possible.
            thread = Thread.currentThread();
            allocated = Long.MAX_VALUE / 2;
            return;
        }
        long reading = THREADS.getCurrentThreadAllocatedBytes();
        if (thread != Thread.currentThread()) {
            thread = Thread.currentThread();
        } else {
            allocated += reading - lastReading;
        }
        lastReading = reading;
    }

    private static ThreadMXBean threads() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported()
                        && threads.isThreadAllocatedMemoryEnabled()
                ? threads
                : null;
    }
}

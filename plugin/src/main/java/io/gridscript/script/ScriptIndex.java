package io.gridscript.script;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this member may run: the scripts of the current epoch. Fed by the authority; asked by every
 * EVALSHA, without a lock and without the network. Safe for all threads.
 */
public final class ScriptIndex {

    /** EVAL's scripts beyond so many are evicted, as in Redis (issue redis #13108). */
    public static final int EVALUATED_LIMIT = 500;

    /** And so are those that together take more than this part of the heap. */
    private static final int SHARE_OF_HEAP = 32;

    /** How many times as much all scripts may take together. */
    private static final long SHARE_FOR_LOADED = 4;

    /** A flush replaces the whole of it at once. */
    private record Contents(
            long epoch,
            String generation,
            Map<ScriptId, Indexed> scripts,
            Map<ScriptId, Indexed> evaluated,
            LongAdder evaluatedBytes,
            LongAdder bytes) {

        static Contents empty(long epoch, String generation) {
            return new Contents(
                    epoch,
                    generation,
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new LongAdder(),
                    new LongAdder());
        }
    }

    private static final class Indexed {
        final Script script;
        volatile Origin origin;

        /** Orders by last use; races only make the order slightly wrong. */
        volatile long lastUsed;

        Indexed(Script script, Origin origin, long lastUsed) {
            this.script = script;
            this.origin = origin;
            this.lastUsed = lastUsed;
        }
    }

    private final AtomicLong uses = new AtomicLong();
    private final LongAdder evictions = new LongAdder();
    private final long mostEvaluatedBytes;
    private volatile Contents contents = Contents.empty(0, "");

    public ScriptIndex() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * @param mostEvaluatedBytes about how many bytes EVAL's scripts may take together
     */
    ScriptIndex(long mostEvaluatedBytes) {
        this.mostEvaluatedBytes = mostEvaluatedBytes;
    }

    /** Counts flushes. */
    public long epoch() {
        return contents.epoch;
    }

    /** Names the script map in use. */
    public String generation() {
        return contents.generation;
    }

    /**
     * The script with that SHA, or null; notes the use.
     *
     * @param sha 40 hexadecimal digits in either case; anything else finds nothing
     */
    public Script find(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        Indexed indexed = id == null ? null : contents.scripts.get(id);
        if (indexed == null) {
            return null;
        }
        if (indexed.origin == Origin.EVALUATED) {
            indexed.lastUsed = uses.incrementAndGet();
        }
        return indexed.script;
    }

    /**
     * Checks that there is room for one more loaded script: those stay until a flush, on every
     * member.
     *
     * @throws ErrorReply where scripts take too much of the heap
     */
    public void admitLoaded(Script script) {
        long bytes = estimatedBytes() + script.estimatedBytes();
        if (bytes > SHARE_FOR_LOADED * mostEvaluatedBytes) {
            throw ErrorReply.of(
                    "OOM the script cache is full: scripts may take "
                            + SHARE_FOR_LOADED * mostEvaluatedBytes
                            + " bytes of this member's heap. SCRIPT FLUSH makes room.");
        }
    }

    /** Whether a script with that SHA may run. */
    public boolean contains(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        return id != null && contents.scripts.containsKey(id);
    }

    /** How the script with that SHA came here; null if there is none. */
    public Origin origin(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        Indexed indexed = id == null ? null : contents.scripts.get(id);
        return indexed == null ? null : indexed.origin;
    }

    /**
     * Adds a script, or makes one of EVAL a loaded one.
     *
     * @param epoch in which it was loaded or its EVAL began; nothing happens if it is over
     * @return the scripts of EVAL that had to go for it
     */
    public List<Script> add(Script script, Origin origin, long epoch) {
        Contents current = contents;
        return current.epoch == epoch ? add(current, script, origin) : List.of();
    }

    private List<Script> add(Contents current, Script script, Origin origin) {
        ScriptId id = ScriptId.of(script.sha1());
        Indexed added = new Indexed(script, origin, uses.incrementAndGet());
        Indexed known = current.scripts.putIfAbsent(id, added);
        while (known != null) {
            if (promote(current, id, known, origin)) {
                return List.of();
            }
            known = current.scripts.putIfAbsent(id, added);
        }
        current.bytes.add(script.estimatedBytes());
        if (origin == Origin.LOADED) {
            return List.of();
        }
        synchronized (added) {
            // Somebody may have loaded it between these two steps.
            if (added.origin == Origin.EVALUATED) {
                current.evaluated.put(id, added);
                current.evaluatedBytes.add(script.estimatedBytes());
            }
        }
        return evict(current);
    }

    /** False when it was evicted meanwhile. */
    private static boolean promote(Contents current, ScriptId id, Indexed known, Origin origin) {
        synchronized (known) {
            if (current.scripts.get(id) != known) {
                return false;
            }
            if (origin == Origin.LOADED && known.origin == Origin.EVALUATED) {
                known.origin = Origin.LOADED;
                if (current.evaluated.remove(id) != null) {
                    current.evaluatedBytes.add(-known.script.estimatedBytes());
                }
            }
            return true;
        }
    }

    /** Lets the least recently used scripts of EVAL go while there are too many. */
    private List<Script> evict(Contents current) {
        List<Script> evicted = List.of();
        while (isOver(current)) {
            Indexed oldest = leastRecentlyUsed(current);
            if (oldest != null && remove(current, oldest)) {
                current.bytes.add(-oldest.script.estimatedBytes());
                current.evaluatedBytes.add(-oldest.script.estimatedBytes());
                evictions.increment();
                evicted = evicted.isEmpty() ? new ArrayList<>() : evicted;
                evicted.add(oldest.script);
            }
        }
        return evicted;
    }

    /** The last one stays, however large. */
    private boolean isOver(Contents current) {
        int count = current.evaluated.size();
        return count > EVALUATED_LIMIT
                || (count > 1 && current.evaluatedBytes.sum() > mostEvaluatedBytes);
    }

    private static Indexed leastRecentlyUsed(Contents current) {
        Indexed oldest = null;
        for (Indexed each : current.evaluated.values()) {
            if (oldest == null || each.lastUsed < oldest.lastUsed) {
                oldest = each;
            }
        }
        return oldest;
    }

    /** False when another thread evicted or loaded it first. */
    private static boolean remove(Contents current, Indexed oldest) {
        synchronized (oldest) {
            ScriptId id = ScriptId.of(oldest.script.sha1());
            return current.evaluated.remove(id, oldest) && current.scripts.remove(id, oldest);
        }
    }

    /** All scripts of the epoch, in no order. */
    public List<CachedScript> all() {
        List<CachedScript> all = new ArrayList<>();
        for (Indexed each : contents.scripts.values()) {
            all.add(new CachedScript(each.script, each.origin));
        }
        return all;
    }

    /** Begins an epoch with these scripts, all at once for those who ask. */
    public void begin(long epoch, String generation, List<CachedScript> scripts) {
        Contents next = Contents.empty(epoch, generation);
        for (CachedScript each : scripts) {
            add(next, each.script(), each.origin());
        }
        contents = next;
    }

    /** Begins an epoch with no scripts. */
    public void begin(long epoch, String generation) {
        contents = Contents.empty(epoch, generation);
    }

    /** Scripts that may run now. */
    public int size() {
        return contents.scripts.size();
    }

    /** Scripts of EVAL evicted since the start. */
    public long evictions() {
        return evictions.sum();
    }

    /** Counts evictions from zero again, as CONFIG RESETSTAT does. */
    public void resetStatistics() {
        evictions.reset();
    }

    /** About how many bytes of heap the scripts take. */
    public long estimatedBytes() {
        return contents.bytes.sum();
    }
}

package io.gridscript.script;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            Map<ScriptId, IndexedScript> scripts,
            Map<ScriptId, IndexedScript> evaluated,
            NamedScripts named,
            LongAdder evaluatedBytes,
            LongAdder bytes) {

        static Contents empty(long epoch, String generation) {
            return new Contents(
                    epoch,
                    generation,
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new NamedScripts(),
                    new LongAdder(),
                    new LongAdder());
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
        IndexedScript indexed = id == null ? null : contents.scripts.get(id);
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
        CachedScript cached = cached(sha);
        return cached == null ? null : cached.origin();
    }

    /** The script with that SHA and how it came here, or null. */
    public CachedScript cached(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        IndexedScript indexed = id == null ? null : contents.scripts.get(id);
        return indexed == null ? null : indexed.cached();
    }

    /**
     * The script whose name that is: of the loaded ones that say it, the one loaded last; null
     * without one.
     */
    public Script findNamed(String name) {
        return contents.named.find(name);
    }

    /** Whether a script says a name and is found by it. */
    public boolean isNamed(Script script) {
        String name = script.name().text();
        Script named = name == null ? null : contents.named.find(name);
        return named != null && ScriptId.of(named.sha1()).equals(ScriptId.of(script.sha1()));
    }

    /**
     * Adds a script, or makes one of EVAL a loaded one, or lets a loaded one be loaded again.
     *
     * @param epoch in which it was loaded or its EVAL began; nothing happens if it is over
     * @return the scripts of EVAL that had to go for it
     */
    public List<Script> add(CachedScript script, long epoch) {
        Contents current = contents;
        return current.epoch == epoch ? add(current, script) : List.of();
    }

    private List<Script> add(Contents current, CachedScript script) {
        ScriptId id = ScriptId.of(script.script().sha1());
        IndexedScript added = new IndexedScript(script, uses.incrementAndGet());
        IndexedScript known = current.scripts.putIfAbsent(id, added);
        while (known != null) {
            if (promote(current, id, known, script)) {
                return List.of();
            }
            known = current.scripts.putIfAbsent(id, added);
        }
        current.bytes.add(script.script().estimatedBytes());
        if (script.origin() == Origin.LOADED) {
            current.named.add(added);
            return List.of();
        }
        synchronized (added) {
            // Somebody may have loaded it between these two steps.
            if (added.origin == Origin.EVALUATED) {
                current.evaluated.put(id, added);
                current.evaluatedBytes.add(script.script().estimatedBytes());
            }
        }
        return evict(current);
    }

    /** False when it was evicted meanwhile. */
    private static boolean promote(
            Contents current, ScriptId id, IndexedScript known, CachedScript added) {
        synchronized (known) {
            if (current.scripts.get(id) != known) {
                return false;
            }
            if (added.origin() == Origin.LOADED) {
                known.load(added);
                if (current.evaluated.remove(id) != null) {
                    current.evaluatedBytes.add(-known.script.estimatedBytes());
                }
                current.named.add(known);
            }
            return true;
        }
    }

    /** Lets the least recently used scripts of EVAL go while there are too many. */
    private List<Script> evict(Contents current) {
        List<Script> evicted = List.of();
        while (isOver(current)) {
            IndexedScript oldest = leastRecentlyUsed(current);
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

    private static IndexedScript leastRecentlyUsed(Contents current) {
        IndexedScript oldest = null;
        for (IndexedScript each : current.evaluated.values()) {
            if (oldest == null || each.lastUsed < oldest.lastUsed) {
                oldest = each;
            }
        }
        return oldest;
    }

    /** False when another thread evicted or loaded it first. */
    private static boolean remove(Contents current, IndexedScript oldest) {
        synchronized (oldest) {
            ScriptId id = ScriptId.of(oldest.script.sha1());
            return current.evaluated.remove(id, oldest) && current.scripts.remove(id, oldest);
        }
    }

    /** All scripts of the epoch, in no order. */
    public List<CachedScript> all() {
        return contents.scripts.values().stream().map(IndexedScript::cached).toList();
    }

    /**
     * Makes the loaded scripts those of a state; for those who ask all at once, unless it only
     * tells more of the epoch and the map in use: then what EVAL has brought meanwhile stays.
     */
    public void install(long epoch, String generation, List<CachedScript> scripts) {
        Contents current = contents;
        if (current.epoch == epoch && current.generation.equals(generation)) {
            retainLoaded(current, scripts);
            scripts.forEach(each -> add(current, each));
            current.named.restart(current.scripts.values());
        } else {
            Contents next = Contents.empty(epoch, generation);
            scripts.forEach(each -> add(next, each));
            contents = next;
        }
    }

    /** A step that only this member has taken may be lost with the authority that took it. */
    private static void retainLoaded(Contents current, List<CachedScript> scripts) {
        Set<ScriptId> loaded = new HashSet<>();
        for (CachedScript each : scripts) {
            if (each.origin() == Origin.LOADED) {
                loaded.add(ScriptId.of(each.script().sha1()));
            }
        }
        current.scripts.forEach(
                (id, each) -> {
                    if (each.origin == Origin.LOADED && !loaded.contains(id)) {
                        current.scripts.remove(id);
                        current.bytes.add(-each.script.estimatedBytes());
                    }
                });
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

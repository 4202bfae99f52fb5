package io.gridscript.script;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private final AtomicLong uses = new AtomicLong();
    private final LongAdder evictions = new LongAdder();
    private final long mostEvaluatedBytes;
    private volatile LoadedBy lastLoadedBy;

    /** A flush replaces the whole of it at once. */
    private volatile IndexedScripts contents = IndexedScripts.empty(0, "");

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
        return contents.epoch();
    }

    /** Names the script map in use. */
    public String generation() {
        return contents.generation();
    }

    /**
     * The script with that SHA, or null; notes the use.
     *
     * @param sha 40 hexadecimal digits in either case; anything else finds nothing
     */
    public Script find(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        IndexedScript indexed = id == null ? null : contents.scripts().get(id);
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
        long bytes = estimatedBytes() + storedBytes() + useBytes();
        if (bytes + script.estimatedBytes() + script.storedBytes()
                > SHARE_FOR_LOADED * mostEvaluatedBytes) {
            throw ErrorReply.of(
                    "OOM the script cache is full: scripts may take "
                            + SHARE_FOR_LOADED * mostEvaluatedBytes
                            + " bytes of this member's heap. SCRIPT FLUSH makes room.");
        }
    }

    /** Whether a script with that SHA may run. */
    public boolean contains(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        return id != null && contents.scripts().containsKey(id);
    }

    /** How the script with that SHA came here; null if there is none. */
    public Origin origin(byte[] sha) {
        CachedScript cached = cached(sha);
        return cached == null ? null : cached.origin();
    }

    /** The script with that SHA and how it came here, or null. */
    public CachedScript cached(byte[] sha) {
        ScriptId id = ScriptId.of(sha);
        IndexedScript indexed = id == null ? null : contents.scripts().get(id);
        return indexed == null ? null : indexed.cached();
    }

    /**
     * The script whose name that is: of the loaded ones that say it, the one loaded last; null
     * without one.
     */
    public Script findNamed(String name) {
        return contents.named().find(name);
    }

    /** Whether a script says a name and is found by it. */
    public boolean isNamed(Script script) {
        String name = script.name().text();
        Script named = name == null ? null : contents.named().find(name);
        return named != null && named.id().equals(script.id());
    }

    /**
     * Adds a script, or makes one of EVAL a loaded one, or lets a loaded one be loaded again.
     *
     * @param epoch in which it was loaded or its EVAL began; nothing happens if it is over
     * @return the scripts of EVAL that had to go for it
     */
    public List<Script> add(CachedScript script, long epoch) {
        IndexedScripts current = contents;
        return current.epoch() == epoch ? add(current, script) : List.of();
    }

    private List<Script> add(IndexedScripts current, CachedScript given) {
        CachedScript script = sharing(given);
        ScriptId id = script.script().id();
        IndexedScript added = new IndexedScript(script, uses.incrementAndGet());
        IndexedScript known = current.scripts().putIfAbsent(id, added);
        while (known != null) {
            if (promote(current, id, known, script)) {
                return List.of();
            }
            known = current.scripts().putIfAbsent(id, added);
        }
        current.count(added.script);
        if (script.origin() == Origin.LOADED) {
            current.named().add(added);
            return List.of();
        }
        synchronized (added) {
            // Somebody may have loaded it between these two steps.
            if (added.origin == Origin.EVALUATED) {
                current.evaluated().put(id, added);
                current.evaluatedBytes().add(added.bytesAtFirst());
            }
        }
        return evict(current);
    }

    /** Who loads one script loads many: what is known of that is kept once. */
    private CachedScript sharing(CachedScript script) {
        LoadedBy last = lastLoadedBy;
        if (script.loadedBy() != last && script.loadedBy().equals(last)) {
            return script.with(last);
        }
        lastLoadedBy = script.loadedBy();
        return script;
    }

    /** False when it was evicted meanwhile. */
    private static boolean promote(
            IndexedScripts current, ScriptId id, IndexedScript known, CachedScript added) {
        synchronized (known) {
            if (current.scripts().get(id) != known) {
                return false;
            }
            if (added.origin() == Origin.LOADED) {
                known.load(added);
                if (current.evaluated().remove(id) != null) {
                    current.evaluatedBytes().add(-known.bytesAtFirst());
                }
                current.named().add(known);
            }
            return true;
        }
    }

    /** Lets the least recently used scripts of EVAL go while there are too many. */
    private List<Script> evict(IndexedScripts current) {
        List<Script> evicted = List.of();
        while (isOver(current)) {
            IndexedScript oldest = leastRecentlyUsed(current);
            if (oldest != null && remove(current, oldest)) {
                current.countNoMore(oldest.script);
                current.evaluatedBytes().add(-oldest.bytesAtFirst());
                evictions.increment();
                evicted = evicted.isEmpty() ? new ArrayList<>() : evicted;
                evicted.add(oldest.script);
            }
        }
        return evicted;
    }

    /** The last one stays, however large. */
    private boolean isOver(IndexedScripts current) {
        int count = current.evaluated().size();
        return count > EVALUATED_LIMIT
                || (count > 1 && current.evaluatedBytes().sum() > mostEvaluatedBytes);
    }

    private static IndexedScript leastRecentlyUsed(IndexedScripts current) {
        IndexedScript oldest = null;
        for (IndexedScript each : current.evaluated().values()) {
            if (oldest == null || each.lastUsed < oldest.lastUsed) {
                oldest = each;
            }
        }
        return oldest;
    }

    /** False when another thread evicted or loaded it first. */
    private static boolean remove(IndexedScripts current, IndexedScript oldest) {
        synchronized (oldest) {
            ScriptId id = oldest.script.id();
            return current.evaluated().remove(id, oldest) && current.scripts().remove(id, oldest);
        }
    }

    /** All scripts of the epoch, in no order. */
    public List<CachedScript> all() {
        return contents.scripts().values().stream().map(IndexedScript::cached).toList();
    }

    /**
     * Makes the loaded scripts those of a state; for those who ask all at once, unless it only
     * tells more of the epoch and the map in use: then what EVAL has brought meanwhile stays.
     */
    public void install(long epoch, String generation, List<CachedScript> scripts) {
        IndexedScripts current = contents;
        if (current.epoch() == epoch && current.generation().equals(generation)) {
            retainLoaded(current, scripts);
            scripts.forEach(each -> add(current, each));
            current.named().restart(current.scripts().values());
        } else {
            IndexedScripts next = IndexedScripts.empty(epoch, generation);
            scripts.forEach(each -> add(next, each));
            contents = next;
        }
    }

    /** A step that only this member has taken may be lost with the authority that took it. */
    private static void retainLoaded(IndexedScripts current, List<CachedScript> scripts) {
        Set<ScriptId> loaded = new HashSet<>();
        for (CachedScript each : scripts) {
            if (each.origin() == Origin.LOADED) {
                loaded.add(each.script().id());
            }
        }
        current.scripts()
                .forEach(
                        (id, each) -> {
                            if (each.origin == Origin.LOADED && !loaded.contains(id)) {
                                current.scripts().remove(id);
                                current.countNoMore(each.script);
                            }
                        });
    }

    /** Begins an epoch with no scripts. */
    public void begin(long epoch, String generation) {
        contents = IndexedScripts.empty(epoch, generation);
    }

    /** Scripts that may run now. */
    public int size() {
        return contents.scripts().size();
    }

    /** Scripts of EVAL evicted since the start. */
    public long evictions() {
        return evictions.sum();
    }

    /** Counts evictions from zero again, as CONFIG RESETSTAT does. */
    public void resetStatistics() {
        evictions.reset();
    }

    /** About how many bytes of heap sources take here, and what is known of them. */
    public long estimatedBytes() {
        return contents.bytes().sum();
    }

    /** About how many bytes of heap the stored forms take on a member that stores them. */
    public long storedBytes() {
        return contents.storedBytes().sum();
    }

    /** About how many bytes of heap is kept here for runs of scripts: their compiled forms. */
    public long useBytes() {
        return contents.useBytes().sum();
    }
}

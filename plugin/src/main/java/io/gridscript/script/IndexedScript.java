package io.gridscript.script;

/**
 * A script in the index, with what changes while it is there. Guarded by itself where it says so.
 */
final class IndexedScript {

    final Script script;

    /** Changed with the lock held. */
    volatile Origin origin;

    /** Orders by last use; races only make the order slightly wrong. */
    volatile long lastUsed;

    /** Changed with the lock held. */
    private volatile CachedScript cached;

    private final long bytesAtFirst;

    IndexedScript(CachedScript cached, long lastUsed) {
        this.script = cached.script();
        this.origin = cached.origin();
        this.cached = cached;
        bytesAtFirst = script.estimatedBytes() + script.bytesOfUse();
        this.lastUsed = lastUsed;
    }

    /** About how many bytes of heap the script takes with what was kept for its runs at first. */
    long bytesAtFirst() {
        return bytesAtFirst;
    }

    /** The script, and how it came, as this member knows it. */
    CachedScript cached() {
        return cached;
    }

    /** It was loaded, perhaps not for the first time. */
    void load(CachedScript loaded) {
        cached = new CachedScript(script, Origin.LOADED, loaded.loadedBy(), loaded.step());
        origin = Origin.LOADED;
    }
}

package io.gridscript.keyspace;

/** What INFO stats tells of a keyspace. Changed by the holder only. */
public final class KeyspaceStatistics {

    private long expiredKeys;
    private long hits;
    private long misses;
    private long losses;
    private long evictedKeys;

    /** Unix milliseconds since when more memory is used than may be, or 0. */
    private long exceededSince;

    /** Milliseconds for which more was used before. */
    private long exceededBefore;

    /** Keys removed because their deadline had passed. */
    public long expiredKeys() {
        return expiredKeys;
    }

    /** Look-ups for reading that found their key. */
    public long hits() {
        return hits;
    }

    /** Look-ups for reading that did not find their key. */
    public long misses() {
        return misses;
    }

    /** How often all copies of the keyspace were lost, as far as this member has seen it. */
    public long losses() {
        return losses;
    }

    /** All copies of the keyspace were lost; it begins anew. */
    public void lost() {
        losses++;
    }

    /** Keys removed to make room. */
    public long evictedKeys() {
        return evictedKeys;
    }

    /** How long more memory was used than may be, in milliseconds, without the present time. */
    public long exceededBefore() {
        return exceededBefore;
    }

    /** For how long more memory has been used than may be, in milliseconds; 0 when it isn't. */
    public long exceededFor(long now) {
        return exceededSince == 0 ? 0 : Math.max(0, now - exceededSince);
    }

    /** Notes whether more memory is used than may be. */
    public void memory(boolean exceeded, long now) {
        if (exceeded != (exceededSince != 0)) {
            exceededBefore += exceededFor(now);
            exceededSince = exceeded ? now : 0;
        }
    }

    /** Begins again at zero, as CONFIG RESETSTAT does. */
    public void reset() {
        expiredKeys = 0;
        evictedKeys = 0;
        exceededBefore = 0;
        exceededSince = 0;
        hits = 0;
        misses = 0;
    }

    /** Sets look-ups back to what they were; the effects do that for expired keys. */
    void takeBack(long formerHits, long formerMisses) {
        hits = formerHits;
        misses = formerMisses;
    }

    void expired(int keys) {
        expiredKeys += keys;
    }

    void evicted() {
        evictedKeys++;
    }

    void lookedUp(boolean found) {
        if (found) {
            hits++;
        } else {
            misses++;
        }
    }
}

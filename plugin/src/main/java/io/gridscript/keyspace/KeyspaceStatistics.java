package io.gridscript.keyspace;

/** What INFO stats tells of a keyspace. Changed by the holder only. */
public final class KeyspaceStatistics {

    private long expiredKeys;
    private long hits;
    private long misses;
    private long losses;

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

    /** Begins again at zero, as CONFIG RESETSTAT does. */
    public void reset() {
        expiredKeys = 0;
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

    void lookedUp(boolean found) {
        if (found) {
            hits++;
        } else {
            misses++;
        }
    }
}

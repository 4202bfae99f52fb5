package io.gridscript.keyspace;

/**
 * Notes with keys that they are used: how often under a policy of eviction that counts accesses,
 * otherwise when. For the holder.
 */
public final class KeyAccesses {

    private final Keyspace keyspace;
    private final EvictionSettings settings;
    private boolean byLookUps = true;

    KeyAccesses(Keyspace keyspace, EvictionSettings settings) {
        this.keyspace = keyspace;
        this.settings = settings;
    }

    /** Whether look-ups count as accesses: not for who asked for CLIENT NO-TOUCH. */
    public void noteLookUps(boolean on) {
        byLookUps = on;
    }

    /** An entry was looked up, or with null there was none. */
    Entry lookedUp(Entry entry) {
        return byLookUps ? accessed(entry) : entry;
    }

    /** An entry was used, or with null there was none. */
    Entry accessed(Entry entry) {
        if (entry != null) {
            entry.accessed =
                    settings.countsAccesses()
                            ? AccessFrequency.accessed(
                                    entry.accessed, keyspace.now(), settings, keyspace.random())
                            : seconds();
        }
        return entry;
    }

    /** What is noted of a key that is new. */
    int first() {
        return settings.countsAccesses()
                ? AccessFrequency.of(AccessFrequency.INITIAL, keyspace.now())
                : seconds();
    }

    private int seconds() {
        return (int) (keyspace.now() / 1000);
    }
}

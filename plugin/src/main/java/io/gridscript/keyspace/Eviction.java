package io.gridscript.keyspace;

import java.util.random.RandomGenerator;

/** Removes keys to make room, those first that the policy says. For the holder. */
public final class Eviction {

    private final Keyspace keyspace;
    private final EvictionSettings settings;
    private final EvictionPool pool = new EvictionPool();

    /** By which policy the candidates in the pool were found. */
    private EvictionPolicy poolPolicy = EvictionPolicy.NOEVICTION;

    private int nextDatabase;

    Eviction(Keyspace keyspace, EvictionSettings settings) {
        this.keyspace = keyspace;
        this.settings = settings;
    }

    /** Whether there is a key that may go; asked by others than the holder, it errs a little. */
    public boolean isPossible() {
        EvictionPolicy policy = settings.policy();
        if (policy == EvictionPolicy.NOEVICTION) {
            return false;
        }
        for (int i = 0; i < keyspace.databases(); i++) {
            if (candidates(keyspace.database(i), policy) > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Removes one key.
     *
     * @return how much is free now, in bytes; 0 when there is no key that may go
     */
    public long evictOne() {
        EvictionPolicy policy = settings.policy();
        Entry entry =
                switch (policy) {
                    case NOEVICTION -> null;
                    case ALLKEYS_RANDOM, VOLATILE_RANDOM -> random(policy);
                    case VOLATILE_TTL -> earliest();
                    case ALLKEYS_LRU, VOLATILE_LRU, ALLKEYS_LFU, VOLATILE_LFU -> best(policy);
                };
        if (entry == null) {
            return 0;
        }
        long size = entry.sizeInBytes();
        evict(entry);
        return size;
    }

    private void evict(Entry entry) {
        Database database = entry.database;
        keyspace.statistics().evicted();
        database.remove(entry);
        database.notifyOf(KeyEvent.EVICTED, entry.key);
        Propagation propagation = keyspace.propagation();
        if (propagation != null) {
            propagation.evicted(database.number(), entry.key);
        }
    }

    /** Other databases have taken the place of those that the candidates were found in. */
    void forgetCandidates() {
        pool.clear();
    }

    private static int candidates(Database database, EvictionPolicy policy) {
        return policy.isForAllKeys() ? database.size() : database.sizeWithDeadline();
    }

    /** Any key, of another database each time. */
    private Entry random(EvictionPolicy policy) {
        for (int i = 0; i < keyspace.databases(); i++) {
            nextDatabase = (nextDatabase + 1) % keyspace.databases();
            Entry entry = sample(keyspace.database(nextDatabase), policy);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    private Entry earliest() {
        Entry earliest = null;
        for (int i = 0; i < keyspace.databases(); i++) {
            Entry entry = keyspace.database(i).storage().deadlines().first();
            if (entry != null && (earliest == null || entry.deadline < earliest.deadline)) {
                earliest = entry;
            }
        }
        return earliest;
    }

    /** The key that was used least, of some that were looked at. */
    private Entry best(EvictionPolicy policy) {
        if (policy != poolPolicy) {
            pool.clear();
            poolPolicy = policy;
        }
        Entry entry = null;
        boolean isAny = true;
        while (entry == null && isAny) {
            isAny = false;
            for (int i = 0; i < keyspace.databases(); i++) {
                Database database = keyspace.database(i);
                if (candidates(database, policy) > 0) {
                    isAny = true;
                    lookAt(database, policy);
                }
            }
            entry = pool.take(!policy.isForAllKeys());
        }
        return entry;
    }

    private void lookAt(Database database, EvictionPolicy policy) {
        for (int i = settings.samples(); i > 0; i--) {
            Entry entry = sample(database, policy);
            pool.add(entry, worth(entry, policy));
        }
    }

    private Entry sample(Database database, EvictionPolicy policy) {
        RandomGenerator random = keyspace.random();
        return policy.isForAllKeys()
                ? database.storage().random(random)
                : database.storage().deadlines().random(random);
    }

    private long worth(Entry entry, EvictionPolicy policy) {
        return policy.countsAccesses()
                ? AccessFrequency.LARGEST - entry.frequency()
                : keyspace.now() / 1000 - entry.accessed;
    }
}

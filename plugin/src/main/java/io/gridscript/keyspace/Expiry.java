package io.gridscript.keyspace;

import java.util.function.BooleanSupplier;

/** Removes keys whose deadline has passed. For the holder. */
public final class Expiry {

    private final Keyspace keyspace;
    private BooleanSupplier paused = () -> false;

    Expiry(Keyspace keyspace) {
        this.keyspace = keyspace;
    }

    /** Says who knows whether keys that have expired stay for now, unseen: CLIENT PAUSE. */
    public void pausedBy(BooleanSupplier whoKnows) {
        paused = whoKnows;
    }

    /** Whether keys that have expired stay for now, unseen, and none is evicted. */
    public boolean isPaused() {
        return paused.getAsBoolean();
    }

    /** Removes a key whose deadline has passed, and tells of it. */
    void expire(Entry entry) {
        Database database = entry.database;
        keyspace.statistics().expired(1);
        database.changes().removeExpired(entry);
        database.notifyOf(KeyEvent.EXPIRED, entry.key);
        Propagation propagation = keyspace.propagation();
        if (propagation != null) {
            propagation.expired(database.number(), entry.key);
        }
    }

    /** Removes a key if its deadline has passed, unless that is paused; whether it had. */
    public boolean expireIfDue(Entry entry) {
        boolean due = entry.isExpired(keyspace.now());
        if (due && !isPaused()) {
            expire(entry);
        }
        return due;
    }

    /**
     * Removes keys whose deadline has passed, of each database the earliest first.
     *
     * @param limit removes so many at most
     * @return how many it removed
     */
    public int expireDue(int limit) {
        int removed = 0;
        Propagation propagation = keyspace.propagation();
        if (propagation != null) {
            propagation.apart();
        }
        for (int i = 0; i < keyspace.databases() && removed < limit; i++) {
            removed += expireDue(keyspace.database(i).storage().deadlines(), limit - removed);
        }
        return removed;
    }

    private int expireDue(DeadlineQueue deadlines, int limit) {
        int removed = 0;
        Entry first = deadlines.first();
        while (removed < limit && first != null && first.isExpired(keyspace.now())) {
            expire(first);
            removed++;
            first = deadlines.first();
        }
        return removed;
    }
}

package io.gridscript.keyspace;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The keys of a keyspace that blocked clients wait for, and those of them that became ready: they
 * were given a value since somebody looked last. Who waits, and in which order, is not its
 * business. As long as nobody waits it costs one comparison for each new key.
 *
 * <p>For the holder; the sizes may be read askew by others.
 */
public final class AwaitedKeys {

    private final ByteMap<AwaitedKey>[] byDatabase;
    private final Queue<AwaitedKey> ready = new ArrayDeque<>();
    private int size;
    private int sizeEvenIfGone;

    @SuppressWarnings({"unchecked", "rawtypes"})
    AwaitedKeys(int databases) {
        byDatabase = new ByteMap[databases];
    }

    /** How many different keys are waited for. */
    public int size() {
        return size;
    }

    /** How many of them by somebody who also wants to know when they are gone. */
    int sizeEvenIfGone() {
        return sizeEvenIfGone;
    }

    /** One more waits for a key; it ends with {@link #leave}. */
    public AwaitedKey await(int database, byte[] key, boolean evenIfGone) {
        ByteMap<AwaitedKey> keys = byDatabase[database];
        if (keys == null) {
            keys = new ByteMap<>();
            byDatabase[database] = keys;
        }
        int hash = KeyHash.of(key);
        AwaitedKey awaited = keys.get(key, hash);
        if (awaited == null) {
            awaited = new AwaitedKey(database, key, hash);
            keys.add(awaited);
            size++;
        }
        awaited.waiting++;
        if (evenIfGone && awaited.waitingEvenIfGone++ == 0) {
            sizeEvenIfGone++;
        }
        return awaited;
    }

    /** One less waits for a key. */
    public void leave(AwaitedKey awaited, boolean evenIfGone) {
        if (evenIfGone && --awaited.waitingEvenIfGone == 0) {
            sizeEvenIfGone--;
        }
        if (--awaited.waiting == 0) {
            byDatabase[awaited.database()].remove(awaited);
            size--;
        }
    }

    /** Whether a key became ready that nobody has looked at since. */
    public boolean isAnyReady() {
        return !ready.isEmpty();
    }

    /** The next key that became ready, in the order in which they did, or null. */
    public AwaitedKey nextReady() {
        AwaitedKey next = ready.poll();
        if (next != null) {
            next.ready = false;
        }
        return next;
    }

    /** A key was given a value, maybe in place of another. */
    void given(int database, byte[] key, int hash) {
        if (size > 0) {
            signal(database, key, hash, false);
        }
    }

    /** A key was taken its value. */
    void gone(int database, byte[] key, int hash) {
        if (sizeEvenIfGone > 0) {
            signal(database, key, hash, true);
        }
    }

    private void signal(int database, byte[] key, int hash, boolean gone) {
        ByteMap<AwaitedKey> keys = byDatabase[database];
        AwaitedKey awaited = keys == null ? null : keys.get(key, hash);
        if (awaited != null && (!gone || awaited.isAwaitedEvenIfGone())) {
            signal(awaited);
        }
    }

    private void signal(AwaitedKey awaited) {
        if (!awaited.ready) {
            awaited.ready = true;
            ready.add(awaited);
        }
    }

    /** All that was in a database has gone, or its number means another one from now on. */
    void replaced(Database present) {
        ByteMap<AwaitedKey> keys = size == 0 ? null : byDatabase[present.number()];
        if (keys == null) {
            return;
        }
        for (AwaitedKey awaited : keys) {
            boolean there = present.stored(awaited.key, awaited.hash) != null;
            if (there || awaited.isAwaitedEvenIfGone()) {
                signal(awaited);
            }
        }
    }
}

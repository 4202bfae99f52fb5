package io.gridscript.keyspace;

/**
 * The best candidates for eviction that were found so far, so that few must be looked at each time.
 * They are known by their keys and may have gone meanwhile.
 */
final class EvictionPool {

    private static final int SIZE = 16;

    private final long[] worth = new long[SIZE];
    private final Database[] databases = new Database[SIZE];
    private final byte[][] keys = new byte[SIZE][];
    private int size;

    /**
     * Takes a candidate in, unless all places are taken by better ones.
     *
     * @param worthOfEntry the larger, the sooner it goes
     */
    void add(Entry entry, long worthOfEntry) {
        int place = 0;
        while (place < size && worth[place] < worthOfEntry) {
            place++;
        }
        if (size < SIZE) {
            move(place, place + 1, size - place);
            size++;
        } else if (place == 0) {
            return;
        } else {
            place--;
            move(1, 0, place);
        }
        worth[place] = worthOfEntry;
        databases[place] = entry.database;
        keys[place] = entry.key;
    }

    /** Takes the best one out that is still there, or null. */
    Entry take(boolean withDeadline) {
        while (size > 0) {
            size--;
            Entry entry = databases[size].stored(keys[size]);
            databases[size] = null;
            keys[size] = null;
            if (entry != null && (!withDeadline || entry.hasDeadline())) {
                return entry;
            }
        }
        return null;
    }

    void clear() {
        while (size > 0) {
            size--;
            databases[size] = null;
            keys[size] = null;
        }
    }

    private void move(int from, int to, int count) {
        System.arraycopy(worth, from, worth, to, count);
        System.arraycopy(databases, from, databases, to, count);
        System.arraycopy(keys, from, keys, to, count);
    }
}

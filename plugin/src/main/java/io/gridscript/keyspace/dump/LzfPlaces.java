package io.gridscript.keyspace.dump;

import java.util.Arrays;

/**
 * Where three bytes in a row were seen last, by a hash of them; others with the same hash take
 * their place. Redis's own hash and size, as they decide which references are found. Cleared for
 * each use by counting on, because the table is large beside most strings.
 */
final class LzfPlaces {

    private static final int SIZE = 1 << 16;
    private static final ThreadLocal<LzfPlaces> OF_THREAD = ThreadLocal.withInitial(LzfPlaces::new);

    /** Places, counted on from use to use. */
    private final int[] places = new int[SIZE];

    private byte[] source;
    private int start;
    private int next = 1;

    private LzfPlaces() {}

    /** This thread's, which knows of no bytes yet. Valid until it is asked for again. */
    static LzfPlaces of(byte[] source) {
        LzfPlaces places = OF_THREAD.get();
        if (places.next > Integer.MAX_VALUE - source.length) {
            Arrays.fill(places.places, 0);
            places.next = 1;
        }
        places.source = source;
        places.start = places.next;
        places.next += source.length;
        return places;
    }

    /** Where the three bytes at a place may have been before, or -1; remembers the place. */
    int exchange(int at) {
        int two = (source[at] & 0xff) << 8 | source[at + 1] & 0xff;
        int three = two << 8 | source[at + 2] & 0xff;
        int hash = (two - 5 * three) & (SIZE - 1);
        int found = places[hash] - start;
        places[hash] = start + at;
        return found < 0 ? -1 : found;
    }

    /** Lets the bytes go, which the thread would keep otherwise. */
    void forget() {
        source = null;
    }
}

package io.gridscript.keyspace.dump;

/**
 * Compresses into the format of LZF: runs of up to 32 bytes as they are, and references to earlier
 * bytes. One byte says how long a run is, or with its upper three bits how long a reference; its
 * lower five bits and one more byte say how far back that begins.
 *
 * <p>What comes out is Redis's to the byte, so that payloads of DUMP can be compared. Hence what
 * looks like chance below: nothing refers to the first byte, and references end early at the end.
 */
final class LzfCompression {

    private static final int LONGEST_RUN = 32;
    private static final int SHORTEST_REFERENCE = 3;
    private static final int LONGEST_REFERENCE = 264;

    /** References longer than this have their length in a byte of its own. */
    private static final int LONGEST_IN_THREE_BITS = 8;

    private static final int FARTHEST = 1 << 13;

    /** So many bytes at the end of the source no reference covers, unless it is a long one. */
    private static final int LEFT_AT_THE_END = 2;

    /** What Redis compares before it looks where the source ends. */
    private static final int COMPARED_AT_ONCE = 18;

    private final byte[] source;
    private final int end;
    private final byte[] target;

    /** Where the next byte goes; before it are those of the run, before them its length. */
    private int length = 1;

    private int run;

    /**
     * @param target room for what comes out, which is given up when it isn't enough
     */
    LzfCompression(byte[] source, int end, byte[] target) {
        this.source = source;
        this.end = end;
        this.target = target;
    }

    /** Returns how many bytes it took, or 0 when there was no room. */
    int compress() {
        LzfPlaces places = LzfPlaces.of(source);
        try {
            return compress(places);
        } finally {
            places.forget();
        }
    }

    private int compress(LzfPlaces places) {
        int at = 0;
        while (at <= end - SHORTEST_REFERENCE) {
            int found = places.exchange(at);
            if (found <= 0 || at - found > FARTHEST || !isEqual(found, at)) {
                if (length >= target.length) {
                    return 0;
                }
                putAsItIs(at++);
                continue;
            }
            if (length - (run == 0 ? 1 : 0) + 4 >= target.length) {
                return 0;
            }
            int count = countEqual(found, at);
            putReference(at - found, count);
            at += count;
            if (at <= end - SHORTEST_REFERENCE) {
                places.exchange(at - 2);
                places.exchange(at - 1);
            }
        }
        return length + 3 > target.length ? 0 : finish(at);
    }

    private int finish(int from) {
        for (int at = from; at < end; at++) {
            putAsItIs(at);
        }
        endRun();
        return length;
    }

    private boolean isEqual(int one, int other) {
        return source[one] == source[other]
                && source[one + 1] == source[other + 1]
                && source[one + 2] == source[other + 2];
    }

    private int countEqual(int found, int at) {
        int most = Math.min(LONGEST_REFERENCE, end - at - LEFT_AT_THE_END);
        int count = SHORTEST_REFERENCE;
        if (most >= COMPARED_AT_ONCE - 1) {
            while (count <= COMPARED_AT_ONCE && source[found + count] == source[at + count]) {
                count++;
            }
            if (count <= COMPARED_AT_ONCE) {
                return count;
            }
        }
        while (count < most && source[found + count] == source[at + count]) {
            count++;
        }
        return count;
    }

    private void putAsItIs(int at) {
        target[length++] = source[at];
        run++;
        if (run == LONGEST_RUN) {
            endRun();
            beginRun();
        }
    }

    private void beginRun() {
        run = 0;
        length++;
    }

    private void endRun() {
        if (run == 0) {
            length--;
        } else {
            target[length - run - 1] = (byte) (run - 1);
        }
    }

    private void putReference(int distance, int count) {
        endRun();
        int back = distance - 1;
        if (count <= LONGEST_IN_THREE_BITS) {
            target[length++] = (byte) (count - 2 << 5 | back >> 8);
        } else {
            target[length++] = (byte) (7 << 5 | back >> 8);
            target[length++] = (byte) (count - 2 - 7);
        }
        target[length++] = (byte) back;
        beginRun();
    }
}

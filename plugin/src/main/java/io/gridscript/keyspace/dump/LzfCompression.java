package io.gridscript.keyspace.dump;

/**
 * Compresses into the format of LZF: runs of up to 32 bytes as they are, and references to earlier
 * bytes. One byte says how long a run is, or with its upper three bits how long a reference; its
 * lower five bits and one more byte say how far back that begins.
 */
final class LzfCompression {

    private static final int LONGEST_RUN = 32;
    private static final int SHORTEST_REFERENCE = 3;
    private static final int LONGEST_REFERENCE = 264;

    /** References longer than this have their length in a byte of its own. */
    private static final int LONGEST_IN_THREE_BITS = 8;

    private static final int FARTHEST = 1 << 13;
    private static final int LARGEST_TABLE_BITS = 14;
    private static final int SMALLEST_TABLE_BITS = 6;

    private final byte[] source;
    private final int end;
    private final byte[] target;
    private int length;

    /** Where three bytes were seen last, plus one, by a hash of them. */
    private final int[] places;

    private final int shift;

    /**
     * @param target room for what comes out, which is given up when it isn't enough
     */
    LzfCompression(byte[] source, int end, byte[] target) {
        this.source = source;
        this.end = end;
        this.target = target;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(end);
        bits = Math.min(LARGEST_TABLE_BITS, Math.max(SMALLEST_TABLE_BITS, bits));
        places = new int[1 << bits];
        shift = Integer.SIZE - bits;
    }

    /** Returns how many bytes it took, or 0 when there was no room. */
    int compress() {
        int run = 0;
        int at = 0;
        while (at <= end - SHORTEST_REFERENCE) {
            int found = exchange(at);
            if (found < 0 || at - found > FARTHEST || !isEqual(found, at)) {
                at++;
                continue;
            }
            int count = countEqual(found, at);
            if (!putRuns(run, at) || !putReference(at - found, count)) {
                return 0;
            }
            remember(at + 1, at + count);
            at += count;
            run = at;
        }
        return putRuns(run, end) ? length : 0;
    }

    /** Where the three bytes at a place may have been before, or -1; remembers the place. */
    private int exchange(int at) {
        int three =
                (source[at] & 0xff) << 16 | (source[at + 1] & 0xff) << 8 | source[at + 2] & 0xff;
        int hash = three * 0x9e3779b1 >>> shift;
        int found = places[hash] - 1;
        places[hash] = at + 1;
        return found;
    }

    /** Of the bytes of a reference the last ones are worth remembering. */
    private void remember(int from, int to) {
        for (int at = Math.max(from, to - 2); at < to && at <= end - SHORTEST_REFERENCE; at++) {
            exchange(at);
        }
    }

    private boolean isEqual(int one, int other) {
        return source[one] == source[other]
                && source[one + 1] == source[other + 1]
                && source[one + 2] == source[other + 2];
    }

    private int countEqual(int found, int at) {
        int most = Math.min(LONGEST_REFERENCE, end - at);
        int count = SHORTEST_REFERENCE;
        while (count < most && source[found + count] == source[at + count]) {
            count++;
        }
        return count;
    }

    private boolean putRuns(int from, int to) {
        for (int at = from; at < to; at += LONGEST_RUN) {
            int count = Math.min(LONGEST_RUN, to - at);
            if (length + 1 + count > target.length) {
                return false;
            }
            target[length++] = (byte) (count - 1);
            System.arraycopy(source, at, target, length, count);
            length += count;
        }
        return true;
    }

    private boolean putReference(int distance, int count) {
        if (length + 3 > target.length) {
            return false;
        }
        int back = distance - 1;
        if (count <= LONGEST_IN_THREE_BITS) {
            target[length++] = (byte) (count - 2 << 5 | back >> 8);
        } else {
            target[length++] = (byte) (7 << 5 | back >> 8);
            target[length++] = (byte) (count - 2 - 7);
        }
        target[length++] = (byte) back;
        return true;
    }
}

package io.gridscript.keyspace;

/**
 * Which runs a keyspace went through, as a digest of all that were written for copies or read by
 * this one. Two copies with the same sequence may still differ, when an owner was lost that had
 * sent its last effects to one of them only, and the next owner counted on from before; their
 * digests tell.
 */
final class History {

    /** A batch that comes again belongs to the last ones, since one is on its way at a time. */
    private static final int REMEMBERED = 64;

    private final long[] sequences = new long[REMEMBERED];
    private final long[] digests = new long[REMEMBERED];
    private int count;
    private long digest;

    /** Of all runs so far. */
    long digest() {
        return digest;
    }

    /** A run was written or read after which the keyspace has that sequence. */
    void add(long sequence, long digestThen) {
        int place = count++ % REMEMBERED;
        sequences[place] = sequence;
        digests[place] = digestThen;
        digest = digestThen;
    }

    /** It is that of another copy now. */
    void reset(long sequence, long digestThen) {
        count = 0;
        add(sequence, digestThen);
    }

    /** Whether the keyspace is known to have been in that state. */
    boolean knows(long sequence, long digestThen) {
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (sequences[i] == sequence && digests[i] == digestThen) {
                return true;
            }
        }
        return false;
    }

    /** The digest after one more step. The mixing is that of SplitMix64. */
    static long next(long digest, long number, int checksum) {
        long mixed = (digest ^ checksum & 0xffffffffL) + number * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}

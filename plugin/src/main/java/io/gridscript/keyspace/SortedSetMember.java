package io.gridscript.keyspace;

/** A member of a sorted set with its score, and its place in the order of scores. */
public final class SortedSetMember extends ByteMap.Node {

    /** Heap bytes of a member and its places, name not included. */
    private static final int OWN_BYTES = 64;

    double score;

    /** Its children in {@link ScoreOrder}, and how many members are in this subtree. */
    SortedSetMember left;

    SortedSetMember right;
    int subtree;

    SortedSetMember(byte[] name, int hash, double score) {
        super(name, hash);
        this.score = score;
    }

    /** The member's bytes; not to be changed. */
    public byte[] name() {
        return key();
    }

    /** Never NaN. */
    public double score() {
        return score;
    }

    long sizeInBytes() {
        return OWN_BYTES + Value.arrayBytes(key);
    }
}

package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;

/** How a set shows in OBJECT ENCODING; it goes on in this list and never back. */
enum SetEncoding {
    INTSET,
    LISTPACK,
    HASHTABLE;

    /** Redis has no larger intset, whatever the directive says. */
    private static final int LARGEST_INTSET = 1 << 30;

    private static final SetEncoding[] ENCODINGS = values();

    static SetEncoding of(int number) throws CorruptInput {
        if (number >= ENCODINGS.length) {
            throw new CorruptInput("a set of unknown encoding " + number);
        }
        return ENCODINGS[number];
    }

    /**
     * With what a set begins.
     *
     * @param first the first of its members
     * @param expected how many will come at once, some maybe twice
     */
    static SetEncoding ofFirst(byte[] first, int expected, EncodingLimits limits) {
        if (RedisNumbers.isLong(first) && fitsIntset(expected, limits)) {
            return INTSET;
        }
        return expected <= limits.setMaxListpackEntries() ? LISTPACK : HASHTABLE;
    }

    static boolean fitsIntset(int size, EncodingLimits limits) {
        return size <= Math.min(limits.setMaxIntsetEntries(), LARGEST_INTSET);
    }

    /**
     * What a set of this encoding has with one more member.
     *
     * @param expected how many come at once, that member and present ones included
     */
    SetEncoding with(byte[] added, SetMembers present, int expected, EncodingLimits limits) {
        return switch (this) {
            case INTSET -> ofIntset(added, (IntegerMembers) present, expected, limits);
            case LISTPACK ->
                    expected <= limits.setMaxListpackEntries()
                                    && fitsListpack(added, present, limits)
                            ? LISTPACK
                            : HASHTABLE;
            case HASHTABLE -> HASHTABLE;
        };
    }

    private static SetEncoding ofIntset(
            byte[] added, IntegerMembers present, int expected, EncodingLimits limits) {
        if (expected > limits.setMaxIntsetEntries()) {
            return HASHTABLE;
        }
        if (RedisNumbers.isLong(added)) {
            return fitsIntset(present.size() + 1, limits) ? INTSET : HASHTABLE;
        }
        boolean fits =
                fitsListpack(added, present, limits)
                        && present.longest() <= limits.setMaxListpackValue();
        return fits ? LISTPACK : HASHTABLE;
    }

    private static boolean fitsListpack(byte[] added, SetMembers present, EncodingLimits limits) {
        return present.size() < limits.setMaxListpackEntries()
                && added.length <= limits.setMaxListpackValue();
    }

    /** No members, in the form in which a set of this encoding has them. */
    SetMembers noMembers() {
        return this == INTSET ? new IntegerMembers() : new ByteMembers();
    }

    /** As OBJECT ENCODING names it. */
    String text() {
        return switch (this) {
            case INTSET -> "intset";
            case LISTPACK -> "listpack";
            case HASHTABLE -> "hashtable";
        };
    }
}

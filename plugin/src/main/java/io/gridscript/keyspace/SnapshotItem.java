package io.gridscript.keyspace;

/**
 * What a snapshot consists of, as the wire names it: by its place in this list. Strings (a length,
 * then bytes) may be cut anywhere in their bytes by the end of a chunk, and nothing else.
 */
enum SnapshotItem {
    /** Its number and its last swap. Entries after it are its own, in their order. */
    DATABASE,
    /** Its key, a string; version, deadline, last access, the value's head; elements, strings. */
    ENTRY,
    /** Its key, a string; the number of a database, a sequence. */
    DELETION_MARK,
    /** Sequence, history, clock, and the state of the deletion marks. */
    END;

    private static final SnapshotItem[] ITEMS = values();

    static SnapshotItem of(int number) throws CorruptInput {
        if (number >= ITEMS.length) {
            throw new CorruptInput("an unknown part " + number + " of a snapshot");
        }
        return ITEMS[number];
    }
}

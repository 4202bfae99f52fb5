package io.gridscript.grid.replication;

/** What a backup says to a record or to a piece of a snapshot. */
enum BackupAnswer {
    /** It has the record, or the whole snapshot, now. */
    STORED,
    /** It has the piece and waits for the next. */
    CONTINUE,
    /** It lacks something: a snapshot must come. */
    SNAPSHOT_NEEDED,
    /** By its partition table the sender isn't the owner, or it is no backup itself. */
    NOT_NOW;

    private static final BackupAnswer[] ANSWERS = values();

    static BackupAnswer of(int place) {
        return ANSWERS[place];
    }
}

package io.gridscript.grid.commit;

/** How far a copy is with a snapshot. */
public enum SnapshotProgress {
    /** More is to come. */
    INCOMPLETE,
    /** That was the last piece. */
    COMPLETE,
    /** A piece is missing before this one, which was not read: begin anew. */
    MISSED
}

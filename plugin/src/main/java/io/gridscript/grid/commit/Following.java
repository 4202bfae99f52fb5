package io.gridscript.grid.commit;

/** Replicas in Redis's sense, which follow a keyspace from outside the grid. For the holder. */
public interface Following {

    /** Nobody follows. */
    Following NOBODY =
            new Following() {
                @Override
                public void unitEnded() {}

                @Override
                public void end() {}
            };

    /** A unit has ended, and what it did is final; only while {@code Keyspace.propagation()}. */
    void unitEnded();

    /** This member is the keyspace's owner no longer. */
    void end();
}

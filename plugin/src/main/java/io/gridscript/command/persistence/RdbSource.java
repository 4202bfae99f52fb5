package io.gridscript.command.persistence;

import io.gridscript.keyspace.dump.RdbFileHeader;
import java.io.IOException;

/**
 * Gives the keyspace as an RDB file, whichever member owns it. A port: implemented by grid. What
 * waits here waits for who holds the keyspace: not for event loops.
 */
public interface RdbSource {

    /** The file of one moment, piece by piece. */
    interface Pieces extends AutoCloseable {

        /** The sequence of the keyspace at that moment. */
        long sequence();

        /**
         * The next piece, or null after the last.
         *
         * @throws IOException when the file can't be ended, with a reason for the log
         */
        byte[] next() throws IOException;

        @Override
        void close();
    }

    /**
     * Begins a file of this moment.
     *
     * @param header what it says first, but for the version
     * @throws IOException when that isn't possible, with a reason for the log
     */
    Pieces begin(RdbFileHeader header) throws IOException;

    /** Whether this member owns the keyspace. */
    boolean isHere();

    /** The sequence of the keyspace, where it is here; it may be read askew. */
    long sequence();
}

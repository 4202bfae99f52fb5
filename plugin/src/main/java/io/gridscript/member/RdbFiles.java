package io.gridscript.member;

import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.persistence.RdbSettings;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.replication.KeyspacePartition;
import io.gridscript.grid.replication.RdbFileSource;
import io.gridscript.grid.replication.RdbImport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** RDB files on this member: those that it saves, and the one that it loads at its start. */
final class RdbFiles {

    private static final long SAVE_POINTS_MILLIS = 1000;

    private final MemberDirectives directives;
    private final KeyspaceThreads threads;
    private final RdbFileSource source;
    private final RdbSaving saving;
    private final RdbImport keys;

    /**
     * @param libraries the sources of all libraries of functions
     */
    RdbFiles(
            MemberDirectives directives,
            KeyspacePartition partition,
            KeyspaceActor keyspace,
            KeyspaceThreads threads,
            GridMessages messages,
            Supplier<List<byte[]>> libraries) {
        this.directives = directives;
        this.threads = threads;
        source = new RdbFileSource(partition, keyspace, threads, messages);
        saving =
                new RdbSaving(
                        source,
                        this::settings,
                        () -> keyspace.keyspace().sizeInBytes(),
                        libraries,
                        threads::execute);
        keys = new RdbImport(partition, keyspace);
    }

    private RdbSettings settings() {
        return new RdbSettings(
                Path.of(
                        directives.get(DirectiveTable.DIR),
                        directives.get(DirectiveTable.DBFILENAME)),
                directives.get(DirectiveTable.RDBCOMPRESSION),
                directives.get(DirectiveTable.RDBCHECKSUM),
                directives.get(DirectiveTable.SAVE),
                directives.get(DirectiveTable.RDB_KEY_SAVE_DELAY));
    }

    /** What BGSAVE and its kin work with. */
    RdbSaving saving() {
        return saving;
    }

    /** Begins to save at the save points, and to look for files that nobody asks for any more. */
    void start() {
        source.start();
        threads.repeat(saving::lookAtSavePoints, SAVE_POINTS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Loads the file of the setting load-rdb-file, if there is one.
     *
     * @param commands loads the libraries in it
     * @throws InvalidSetting when it can't be loaded as a whole
     */
    void loadAtStart(LocalCommands commands) {
        String file = directives.get(DirectiveTable.LOAD_RDB_FILE);
        if (!file.isEmpty()) {
            new FileAtStart(keys, saving, commands).load(file);
        }
    }
}

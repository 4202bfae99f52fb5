package io.gridscript.member;

import io.gridscript.command.persistence.RdbLoaded;
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.grid.replication.RdbImport;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the file of the setting load-rdb-file, before the member's port opens. */
final class FileAtStart {

    private static final System.Logger LOGGER = System.getLogger(FileAtStart.class.getName());

    private final RdbImport keys;
    private final RdbSaving saving;
    private final LocalCommands commands;

    /**
     * @param saving is told, for what INFO says of files
     * @param commands loads the libraries
     */
    FileAtStart(RdbImport keys, RdbSaving saving, LocalCommands commands) {
        this.keys = keys;
        this.saving = saving;
        this.commands = commands;
    }

    /**
     * Loads it unless the grid has a keyspace already: only that of its first member is new.
     *
     * @throws InvalidSetting when it can't be loaded as a whole
     */
    void load(String file) {
        RdbLoaded loaded = loadKeys(file);
        if (loaded == null) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} is not loaded: the grid has a keyspace already",
                    file);
            return;
        }
        saving.loaded(loaded);
        for (byte[] library : loaded.functions()) {
            commands.call(
                    "Cannot load a library of functions of " + file,
                    Ascii.bytes("FUNCTION"),
                    Ascii.bytes("LOAD"),
                    Ascii.bytes("REPLACE"),
                    library);
        }
        LOGGER.log(
                System.Logger.Level.INFO,
                "{0} is loaded: {1} keys, {2} more had expired, {3} libraries of functions",
                file,
                loaded.keys(),
                loaded.expired(),
                loaded.functions().size());
    }

    private RdbLoaded loadKeys(String file) {
        try {
            return keys.load(Path.of(file));
        } catch (CorruptInput e) {
            throw new InvalidSetting("Cannot load " + file + ": it has " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidSetting("Cannot load " + file + ": " + e);
        }
    }
}

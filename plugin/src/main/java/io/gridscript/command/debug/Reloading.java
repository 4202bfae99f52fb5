package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * DEBUG RELOAD and LOADAOF. There are no files: a reload dumps every value and restores it, so that
 * encodings are chosen anew.
 */
final class Reloading {

    private static final ErrorReply UNKNOWN_OPTION =
            ErrorReply.err("DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");

    private static final ErrorReply LIBRARY_EXISTS =
            ErrorReply.err("Error trying to load the RDB dump, check server logs.");

    private final GridInspection grid;

    Reloading(GridInspection grid) {
        this.grid = grid;
    }

    void addTo(Subcommands subcommands) {
        subcommands.add("reload", 2, Integer.MAX_VALUE, this::reload);
        subcommands.addWithoutEffect("loadaof", 2, 2);
    }

    private void reload(CommandCall call, ReplyWriter reply) {
        boolean saves = true;
        boolean keeps = false;
        boolean merges = false;
        for (int i = 2; i < call.count(); i++) {
            switch (Ascii.lowerCase(call.argument(i))) {
                case "merge" -> merges = true;
                case "noflush" -> keeps = true;
                case "nosave" -> saves = false;
                default -> throw UNKNOWN_OPTION;
            }
        }
        if (keeps && !merges && grid.libraries() > 0) {
            throw LIBRARY_EXISTS;
        }
        if (saves) {
            reload(call.keyspace());
        }
        reply.ok();
    }

    private static void reload(Keyspace keyspace) {
        keyspace.expiry().expireDue(Integer.MAX_VALUE);
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            List<Entry> entries = new ArrayList<>(database.size());
            database.forEach(entries::add);
            entries.forEach(entry -> reload(entry, database));
        }
    }

    private static void reload(Entry entry, Database database) {
        try {
            byte[] payload = Dump.of(entry.value(), database.keyspace().encodingLimits());
            database.replace(entry, Dump.read(payload, database.keyspace().encodingLimits()));
        } catch (CorruptInput impossible) {
            throw new IllegalStateException("what was dumped can't be restored", impossible);
        }
    }
}

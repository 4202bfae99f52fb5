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

    private Reloading() {}

    static void addTo(Subcommands subcommands) {
        subcommands.add("reload", 2, Integer.MAX_VALUE, Reloading::reload);
        subcommands.addWithoutEffect("loadaof", 2, 2);
    }

    private static void reload(CommandCall call, ReplyWriter reply) {
        boolean saves = true;
        for (int i = 2; i < call.count(); i++) {
            switch (Ascii.lowerCase(call.argument(i))) {
                case "merge", "noflush" -> {
                    // Whatever is saved is all that there is.
                }
                case "nosave" -> saves = false;
                default -> throw UNKNOWN_OPTION;
            }
        }
        if (saves) {
            reload(call.keyspace());
        }
        reply.ok();
    }

    private static void reload(Keyspace keyspace) {
        keyspace.expireDue(Integer.MAX_VALUE);
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

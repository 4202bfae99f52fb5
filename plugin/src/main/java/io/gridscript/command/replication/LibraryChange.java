package io.gridscript.command.replication;

import io.gridscript.keyspace.Propagation;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Libraries;
import io.gridscript.script.Library;

/** What replicas are told when other libraries of functions hold. */
public final class LibraryChange {

    private static final byte[] FUNCTION = Ascii.bytes("FUNCTION");
    private static final byte[] LOAD = Ascii.bytes("LOAD");
    private static final byte[] REPLACE = Ascii.bytes("REPLACE");
    private static final byte[] DELETE = Ascii.bytes("DELETE");
    private static final byte[] FLUSH = Ascii.bytes("FLUSH");

    private LibraryChange() {}

    /** Tells them the commands that make the same change. */
    public static void tell(ReplicationStream stream, Libraries before, Libraries after) {
        if (after.count() == 0 && before.count() > 0) {
            stream.tell(Propagation.ANY_DATABASE, FUNCTION, FLUSH);
            return;
        }
        for (String name : after.removed()) {
            stream.tell(Propagation.ANY_DATABASE, FUNCTION, DELETE, Ascii.bytes(name));
        }
        for (Library each : after.added()) {
            stream.tell(Propagation.ANY_DATABASE, FUNCTION, LOAD, REPLACE, each.code());
        }
    }
}

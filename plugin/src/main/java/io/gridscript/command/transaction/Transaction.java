package io.gridscript.command.transaction;

import io.gridscript.command.Command;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;

/** What MULTI and WATCH have begun on a connection. */
public final class Transaction {

    /** A command that waits for EXEC. */
    public record Queued(Command command, byte[][] request) {}

    /** A key that WATCH watches, as the keyspace knew it then. */
    public record Watched(int database, byte[] key, long version) {}

    private List<Queued> queued = new ArrayList<>();
    private List<Watched> watched = new ArrayList<>();
    private boolean open;
    private boolean refused;

    /** What EXEC answers when it can't run: Redis repeats the reason. */
    public static ErrorReply aborted(ErrorReply reason) {
        return ErrorReply.of("EXECABORT Transaction discarded because of: " + reason.text());
    }

    /** Whether MULTI was called and neither EXEC nor DISCARD since. */
    public boolean isOpen() {
        return open;
    }

    public void open() {
        open = true;
    }

    public void queue(Command command, byte[][] request) {
        queued.add(new Queued(command, request));
    }

    public List<Queued> queued() {
        return queued;
    }

    /** A command could not be queued: EXEC will refuse (EXECABORT). */
    public void refuse() {
        refused = open;
    }

    public boolean isRefused() {
        return refused;
    }

    public void watch(int database, byte[] key, long version) {
        watched.add(new Watched(database, key, version));
    }

    public List<Watched> watched() {
        return watched;
    }

    public void unwatch() {
        watched = new ArrayList<>();
    }

    /** Forgets everything, as EXEC and DISCARD do at their end. */
    public void clear() {
        queued = new ArrayList<>();
        unwatch();
        open = false;
        refused = false;
    }
}

package io.gridscript.command.transaction;

import io.gridscript.command.Command;
import io.gridscript.keyspace.Database;
import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What MULTI and WATCH have begun on a connection. */
public final class Transaction {

    /** A command that waits for EXEC. */
    public record Queued(Command command, byte[][] request) {

        /** Whether it may change data. */
        public boolean writes() {
            return command.writes(request);
        }

        /** Whether it may need memory. */
        public boolean takesMemory() {
            return command.takesMemory(request);
        }
    }

    /** A key that WATCH watches. */
    public sealed interface Watched permits Seen, Unseen {
        int database();

        byte[] key();

        /** Whether the key, in its database, is as it was when WATCH came. */
        boolean isUnchanged(Database present);
    }

    /** A key as its database knew it when WATCH came. */
    public record Seen(int database, byte[] key, long version) implements Watched {
        @Override
        public boolean isUnchanged(Database present) {
            return present.versions().isUnchanged(key, version);
        }
    }

    /** A key on which WATCH couldn't look; what counts is any change since an earlier effect. */
    public record Unseen(int database, byte[] key, long sequence) implements Watched {
        @Override
        public boolean isUnchanged(Database present) {
            return present.versions().isUnchangedSince(key, sequence);
        }
    }

    private List<Queued> queued = new ArrayList<>();
    private long queuedBytes;
    private List<Watched> watched = new ArrayList<>();
    private boolean open;
    private boolean refused;

    /** What EXEC answers when it can't run: Redis repeats the reason, without a mere ERR. */
    public static ErrorReply aborted(ErrorReply reason) {
        String text = reason.text();
        return ErrorReply.of(
                "EXECABORT Transaction discarded because of: "
                        + (text.startsWith("ERR ") ? text.substring("ERR ".length()) : text));
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
        for (byte[] word : request) {
            queuedBytes += word.length;
        }
    }

    /** Bytes of the commands that wait for EXEC. */
    public long queuedBytes() {
        return queuedBytes;
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

    /** Watches a key; one that is watched already stays as it was seen first. */
    public void watch(Watched key) {
        for (Watched each : watched) {
            if (each.database() == key.database() && Arrays.equals(each.key(), key.key())) {
                return;
            }
        }
        watched.add(key);
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
        queuedBytes = 0;
        unwatch();
        open = false;
        refused = false;
    }
}

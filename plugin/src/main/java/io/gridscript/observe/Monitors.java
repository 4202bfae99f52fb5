package io.gridscript.observe;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.Reply;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The connections that watch commands by MONITOR. Safe for all threads; without any, a command
 * costs one read.
 */
public final class Monitors {

    /** What stands in place of the address where a script calls. */
    public static final String SCRIPT = "lua";

    private record Watcher(long connection, Consumer<Reply> push) {}

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Lets a connection watch. */
    public void add(long connection, Consumer<Reply> push) {
        remove(connection);
        watchers.add(new Watcher(connection, push));
    }

    /** A connection watches no more, if it did. */
    public void remove(long connection) {
        if (!watchers.isEmpty()) {
            watchers.removeIf(each -> each.connection == connection);
        }
    }

    public boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Shows a line to all who watch. */
    public void show(byte[] line) {
        watchers.forEach(each -> each.push.accept(writer -> writer.status(line)));
    }

    /**
     * The line of a command, as Redis prints it.
     *
     * @param caller address of its client, or {@link #SCRIPT}
     */
    public static byte[] line(int database, String caller, byte[][] request) {
        Instant now = Instant.now();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String start =
                String.format(
                        Locale.ROOT,
                        "%d.%06d [%d %s]",
                        now.getEpochSecond(),
                        now.getNano() / 1000,
                        database,
                        caller);
        line.writeBytes(Ascii.bytes(start));
        for (byte[] word : request) {
            line.write(' ');
            Quoting.write(word, line);
        }
        return line.toByteArray();
    }
}

package io.gridscript.observe;

import io.gridscript.reply.Ascii;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The slow log: commands that took at least slowlog-log-slower-than, the newest first. Safe for all
 * threads; a command that isn't slow costs one comparison.
 */
public final class SlowLog {

    private static final int MOST_ARGUMENTS = 32;
    private static final int MOST_BYTES = 128;
    private static final long OFF = Long.MAX_VALUE;

    /**
     * A slow command.
     *
     * @param id rises with each; never used again
     * @param unixSeconds when it ended
     * @param arguments the request, shortened
     * @param address of the client
     * @param clientName empty without one
     */
    public record Entry(
            long id,
            long unixSeconds,
            long microseconds,
            List<byte[]> arguments,
            String address,
            byte[] clientName) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long nextId;
    private volatile long slowerThanNanos = TimeUnit.MILLISECONDS.toNanos(10);
    private volatile long longest = 128;

    /** Sets from when on a command is slow; below zero: never. */
    public void slowerThanMicroseconds(long microseconds) {
        slowerThanNanos = microseconds < 0 ? OFF : TimeUnit.MICROSECONDS.toNanos(microseconds);
    }

    /** Below zero when nothing is ever slow. */
    public long slowerThanMicroseconds() {
        long nanos = slowerThanNanos;
        return nanos == OFF ? -1 : TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** Sets how many entries are kept. */
    public void longest(long entriesKept) {
        longest = entriesKept;
    }

    public long longest() {
        return longest;
    }

    /** Whether a command that took so long belongs in the log. */
    public boolean isSlow(long nanos) {
        return nanos >= slowerThanNanos;
    }

    /** Logs a slow command; the oldest entries go. */
    public void add(byte[][] request, long nanos, String address, byte[] clientName) {
        long length = longest;
        if (length == 0) {
            return;
        }
        List<byte[]> arguments = shortened(request);
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        synchronized (this) {
            long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
            entries.addFirst(new Entry(nextId++, now, micros, arguments, address, clientName));
            while (entries.size() > length) {
                entries.removeLast();
            }
        }
    }

    /** The newest entries. */
    public synchronized List<Entry> latest(long count) {
        return entries.stream().limit(count).toList();
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized void reset() {
        entries.clear();
    }

    private static List<byte[]> shortened(byte[][] request) {
        List<byte[]> arguments = new ArrayList<>();
        boolean tooMany = request.length > MOST_ARGUMENTS;
        int whole = tooMany ? MOST_ARGUMENTS - 1 : request.length;
        for (int i = 0; i < whole; i++) {
            arguments.add(shortened(request[i]));
        }
        if (tooMany) {
            arguments.add(Ascii.bytes("... (" + (request.length - whole) + " more arguments)"));
        }
        return arguments;
    }

    private static byte[] shortened(byte[] argument) {
        int more = argument.length - MOST_BYTES;
        if (more <= 0) {
            return argument.clone();
        }
        byte[] note = Ascii.bytes("... (" + more + " more bytes)");
        byte[] shortened = Arrays.copyOf(argument, MOST_BYTES + note.length);
        System.arraycopy(note, 0, shortened, MOST_BYTES, note.length);
        return shortened;
    }
}

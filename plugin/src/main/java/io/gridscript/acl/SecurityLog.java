package io.gridscript.acl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What was refused to the clients of this member, the latest first: the list behind ACL LOG. What
 * happens again within a minute is counted in its entry, if that is among the latest. Safe for all
 * threads.
 */
public final class SecurityLog {

    private static final long TOGETHER_MILLIS = 60_000;
    private static final int LOOKED_AT = 10;

    /**
     * An entry.
     *
     * @param created Unix time in milliseconds, as is updated
     * @param client the line of CLIENT INFO of who asked last
     */
    public record Entry(
            long id, Denial denial, long count, long created, long updated, String client) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Denial.Reason, Long> counts = new EnumMap<>(Denial.Reason.class);
    private long nextId;
    private long most = 128;

    /** Says how many entries are kept, from the next one on. */
    public synchronized void most(long newMost) {
        most = newMost;
    }

    /**
     * Adds what was refused.
     *
     * @param client the line of CLIENT INFO of who asked
     * @param now Unix time in milliseconds
     */
    public synchronized void add(Denial denial, String client, long now) {
        counts.merge(denial.reason(), 1L, Long::sum);
        if (most > 0) {
            Entry known = takeOut(denial, now);
            entries.addFirst(
                    known == null
                            ? new Entry(nextId++, denial, 1, now, now, client)
                            : new Entry(
                                    known.id, denial, known.count + 1, known.created, now, client));
        }
        while (entries.size() > most) {
            entries.removeLast();
        }
    }

    private Entry takeOut(Denial denial, long now) {
        Iterator<Entry> latest = entries.iterator();
        for (int i = 0; i < LOOKED_AT && latest.hasNext(); i++) {
            Entry entry = latest.next();
            if (entry.denial.equals(denial) && Math.abs(now - entry.updated) <= TOGETHER_MILLIS) {
                latest.remove();
                return entry;
            }
        }
        return null;
    }

    /** The latest entries, at most so many. */
    public synchronized List<Entry> latest(long count) {
        List<Entry> latest = new ArrayList<>();
        for (Entry entry : entries) {
            if (latest.size() >= count) {
                break;
            }
            latest.add(entry);
        }
        return latest;
    }

    public synchronized void clear() {
        entries.clear();
    }

    /** How often something was refused for that reason, since the start or the last reset. */
    public synchronized long count(Denial.Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** Lets the counts begin again, as CONFIG RESETSTAT does. */
    public synchronized void resetCounts() {
        counts.clear();
    }
}

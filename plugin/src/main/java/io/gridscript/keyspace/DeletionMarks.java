package io.gridscript.keyspace;

import io.gridscript.reply.Ascii;
import java.util.TreeMap;

/**
 * Which keys went when: what WATCH of an absent key needs, because a key that came and went since
 * counts as changed although it is absent again. Kept while somebody may be watching an absent key:
 * from the first such WATCH until none came for ten minutes or the marks are too many. Watches from
 * before the time of recording count as touched.
 */
final class DeletionMarks {

    static final int MOST_MARKS = 100_000;
    static final long IDLE_MILLIS = 600_000;

    /** Instead of a mark: there is none. */
    static final long NONE = 0;

    private ByteMap<Mark>[] marks;
    private int size;
    private boolean recording;
    private long floor;
    private long lastWatch;
    private long begun;

    DeletionMarks(int databases) {
        marks = empty(databases);
    }

    boolean isRecording() {
        return recording;
    }

    /** The sequence at which recording began. */
    long floor() {
        return floor;
    }

    /** Records from now on as another copy does; marks there may be already stay. */
    void begin(State state) {
        recording = true;
        floor = state.floor;
        lastWatch = state.lastWatch;
    }

    /** Takes over a mark of another copy. */
    void add(int database, byte[] key, long sequence) {
        marks[database].add(new Mark(key, sequence));
        size++;
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < marks.length; i++) {
            for (Mark mark : marks[i]) {
                visitor.visit(i, mark.key, mark.sequence);
            }
        }
    }

    /** Writes all but the marks themselves, for {@link State#read}. */
    void writeState(WireOutput out) {
        out.octet(recording ? 1 : 0);
        if (recording) {
            out.number(floor);
            out.signed(lastWatch);
        }
    }

    /** An absent key is being watched. */
    void watched(long sequence, long now) {
        lastWatch = now;
        if (!recording) {
            recording = true;
            floor = sequence;
            begun++;
        }
    }

    /** How often a WATCH has begun the recording. */
    long begun() {
        return begun;
    }

    /**
     * Notes that a key is gone which changed last with that effect.
     *
     * @return the mark it had, or {@link #NONE}
     */
    long mark(int database, byte[] key, long sequence, long now) {
        if (!recording) {
            return NONE;
        }
        if (now - lastWatch > IDLE_MILLIS) {
            end();
            return NONE;
        }
        Mark present = marks[database].get(key);
        if (present != null) {
            long former = present.sequence;
            present.sequence = Math.max(former, sequence);
            return former;
        }
        if (size == MOST_MARKS) {
            end();
            return NONE;
        }
        marks[database].add(new Mark(key, sequence));
        size++;
        return NONE;
    }

    /** Notes that all keys are gone, or not under that number of a database any more. */
    void markAll(int database, Storage storage, long sequence, long now) {
        if (!recording) {
            return;
        }
        for (Entry entry : storage.entries()) {
            mark(database, entry.key, entry.isExpired(now) ? entry.version : sequence, now);
        }
    }

    /** Takes a mark back, as the key's removal is. */
    void restore(int database, byte[] key, long former) {
        Mark present = recording ? marks[database].get(key) : null;
        if (present == null) {
            return;
        }
        if (former == NONE) {
            marks[database].remove(present);
            size--;
        } else {
            present.sequence = former;
        }
    }

    /** Makes room for many marks at once; when that is impossible, recording ends. */
    void expect(long more, long now) {
        if (recording && (size + more > MOST_MARKS || now - lastWatch > IDLE_MILLIS)) {
            end();
        }
    }

    /** Whether an absent key was absent all the time since a watch. */
    boolean absentSince(int database, byte[] key, long watched, long sequence) {
        if (!recording) {
            return watched == sequence;
        }
        Mark mark = marks[database].get(key);
        return watched >= floor && (mark == null || mark.sequence <= watched);
    }

    /** What {@link #restore(Saved)} takes to bring all marks back; null while there are none. */
    Saved save() {
        if (!recording) {
            return null;
        }
        ByteMap<Mark>[] copies = empty(marks.length);
        for (int i = 0; i < marks.length; i++) {
            for (Mark mark : marks[i]) {
                copies[i].add(new Mark(mark.key, mark.hash, mark.sequence));
            }
        }
        return new Saved(copies, size, floor);
    }

    void restore(Saved saved) {
        if (saved != null) {
            recording = true;
            marks = saved.marks;
            size = saved.size;
            floor = saved.floor;
        }
    }

    /** All there is to it, for tests. */
    String digest() {
        StringBuilder digest = new StringBuilder();
        digest.append(recording).append(' ').append(floor).append(' ').append(size);
        for (ByteMap<Mark> each : marks) {
            TreeMap<String, Long> sorted = new TreeMap<>();
            each.forEach(mark -> sorted.put(Ascii.string(mark.key), mark.sequence));
            digest.append(sorted);
        }
        return digest.toString();
    }

    /** Stops recording. */
    void end() {
        recording = false;
        if (size > 0) {
            marks = empty(marks.length);
            size = 0;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ByteMap<Mark>[] empty(int databases) {
        ByteMap<Mark>[] maps = new ByteMap[databases];
        for (int i = 0; i < databases; i++) {
            maps[i] = new ByteMap<>();
        }
        return maps;
    }

    /** Sees a mark. */
    interface Visitor {
        void visit(int database, byte[] key, long sequence);
    }

    /**
     * Whether and since when marks are recorded, as another copy of the keyspace has it.
     *
     * @param lastWatch Unix milliseconds of the last WATCH of an absent key
     */
    record State(boolean recording, long floor, long lastWatch) {

        private static final State NOT_RECORDING = new State(false, 0, 0);

        static State read(WireInput in) throws CorruptInput {
            return in.octet() == 0 ? NOT_RECORDING : new State(true, in.number(), in.signed());
        }

        /** What can be told by who began later. */
        State notBefore(long sequence) {
            return floor >= sequence ? this : new State(recording, sequence, lastWatch);
        }
    }

    /** All marks at one time. */
    record Saved(ByteMap<Mark>[] marks, int size, long floor) {}

    private static final class Mark extends ByteMap.Node {
        private long sequence;

        Mark(byte[] key, long sequence) {
            super(key);
            this.sequence = sequence;
        }

        Mark(byte[] key, int hash, long sequence) {
            super(key, hash);
            this.sequence = sequence;
        }
    }
}

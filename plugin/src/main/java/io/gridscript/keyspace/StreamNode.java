package io.gridscript.keyspace;

import java.util.Arrays;

/**
 * Some successive entries of a stream as bytes. As in Redis, where it is one listpack, fields that
 * are those of the first entry are stored once, and entries that are deleted keep their place until
 * all are.
 *
 * <p>An entry: whether it has the common fields and whether it is deleted; its ID as distances from
 * the first one; then fields and values, of the common fields only the values.
 */
public final class StreamNode {

    /** What flags say. */
    private static final int COMMON_FIELDS = 1;

    private static final int DELETED = 2;

    /** Heap bytes of a node and its place, contents not included. */
    private static final int OWN_BYTES = 176;

    private static final int FEWEST_BYTES = 32;
    private static final int FEWEST_SLOTS = 2;
    private static final int LONGEST_NUMBER = 10;

    /** Where it ends: what {@link #cutTo} takes to drop what came later. */
    record End(int slots, int used, long listpackBytes) {}

    private final StreamId first;
    private final byte[][] commonFields;
    private byte[] data = new byte[FEWEST_BYTES];
    private int used;
    private int[] offsets = new int[FEWEST_SLOTS];
    private int slots;
    private int deleted;

    /** What it would take in Redis, the two counters that change apart. */
    private long listpackBytes;

    /**
     * A node without entries.
     *
     * @param first the ID of the entry that comes first
     * @param pairs its fields and values in turn
     */
    StreamNode(StreamId first, byte[][] pairs) {
        this(first, new byte[pairs.length / 2][], ListpackSize.EMPTY);
        for (int i = 0; i < commonFields.length; i++) {
            commonFields[i] = pairs[2 * i];
            listpackBytes += ListpackSize.of(commonFields[i]);
        }
        listpackBytes += ListpackSize.of(commonFields.length) + ListpackSize.of(0);
    }

    private StreamNode(StreamId first, byte[][] commonFields, long listpackBytes) {
        this.first = first;
        this.commonFields = commonFields;
        this.listpackBytes = listpackBytes;
    }

    /** The ID of the entry that came first, there or not. */
    public StreamId first() {
        return first;
    }

    /** The fields of the entry that came first; not to be changed. */
    public byte[][] commonFields() {
        return commonFields;
    }

    /** Entries that are there. */
    public int size() {
        return slots - deleted;
    }

    /** Entries, those included that are deleted. */
    public int slots() {
        return slots;
    }

    /** How many bytes it takes in Redis. */
    long listpackBytes() {
        return listpackBytes + ListpackSize.of(size()) + ListpackSize.of(deleted);
    }

    long sizeInBytes() {
        long size = OWN_BYTES + used + (long) Integer.BYTES * slots;
        for (byte[] field : commonFields) {
            size += Value.arrayBytes(field);
        }
        return size;
    }

    End end() {
        return new End(slots, used, listpackBytes);
    }

    /** Drops all entries from one of its former ends on; none of them is deleted. */
    void cutTo(End end) {
        slots = end.slots;
        used = end.used;
        listpackBytes = end.listpackBytes;
    }

    /** Adds an entry after all others. */
    void append(StreamId id, byte[][] pairs) {
        boolean common = hasCommonFields(pairs);
        if (slots == offsets.length) {
            offsets = Arrays.copyOf(offsets, slots * 2);
        }
        offsets[slots++] = used;
        number(common ? COMMON_FIELDS : 0);
        long millis = id.millis() - first.millis();
        long sequence = id.sequence() - first.sequence();
        number(millis);
        number(sequence << 1 ^ sequence >> 63);
        int fields = pairs.length / 2;
        listpackBytes += ListpackSize.of(common ? COMMON_FIELDS : 0);
        listpackBytes += ListpackSize.of(millis) + ListpackSize.of(sequence);
        if (!common) {
            number(fields);
            listpackBytes += ListpackSize.of(fields);
        }
        for (int i = common ? 1 : 0; i < pairs.length; i += common ? 2 : 1) {
            string(pairs[i]);
            listpackBytes += ListpackSize.of(pairs[i]);
        }
        listpackBytes += ListpackSize.of(3 + (common ? fields : 2 * fields + 1));
    }

    private boolean hasCommonFields(byte[][] pairs) {
        if (pairs.length != 2 * commonFields.length) {
            return false;
        }
        for (int i = 0; i < commonFields.length; i++) {
            if (!Arrays.equals(commonFields[i], pairs[2 * i])) {
                return false;
            }
        }
        return true;
    }

    /** Nothing will be added any more: gives back room that isn't used. */
    void trimToSize() {
        data = Arrays.copyOf(data, used);
        offsets = Arrays.copyOf(offsets, slots);
    }

    /** The first slot whose ID isn't before that one; as many as there are slots when all are. */
    int slotOf(StreamId id) {
        int from = 0;
        int to = slots;
        StreamEntry probe = new StreamEntry(data, commonFields);
        while (from < to) {
            int middle = (from + to) >>> 1;
            probe.moveTo(offsets[middle], first);
            if (id.compareTo(probe.millis(), probe.sequence()) > 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The slot of an entry that is there, or -1. */
    int find(StreamId id) {
        int slot = slotOf(id);
        boolean present = slot < slots && !isDeleted(slot) && entry(slot).id().equals(id);
        return present ? slot : -1;
    }

    public boolean isDeleted(int slot) {
        return (data[offsets[slot]] & DELETED) != 0;
    }

    void delete(int slot) {
        data[offsets[slot]] |= DELETED;
        deleted++;
    }

    /**
     * Deletes the entries in the first slots.
     *
     * @return in which of these slots one was there
     */
    int[] deleteFirst(int count) {
        int[] taken = new int[count];
        int entries = 0;
        for (int slot = 0; slot < count; slot++) {
            if (!isDeleted(slot)) {
                delete(slot);
                taken[entries++] = slot;
            }
        }
        return Arrays.copyOf(taken, entries);
    }

    /** Takes {@link #delete} back. */
    void restore(int slot) {
        data[offsets[slot]] &= ~DELETED;
        deleted--;
    }

    /** What a slot has, deleted or not; until the node changes. */
    public StreamEntry entry(int slot) {
        StreamEntry entry = new StreamEntry(data, commonFields);
        entry.moveTo(offsets[slot], first);
        return entry;
    }

    StreamNode copy() {
        StreamNode copy = new StreamNode(first, commonFields, listpackBytes);
        copy.data = Arrays.copyOf(data, used);
        copy.used = used;
        copy.offsets = Arrays.copyOf(offsets, slots);
        copy.slots = slots;
        copy.deleted = deleted;
        return copy;
    }

    void writeTo(WireOutput out) {
        first.writeTo(out);
        out.number(commonFields.length);
        for (byte[] field : commonFields) {
            out.string(field);
        }
        out.number(listpackBytes);
        out.number(slots);
        for (int i = 1; i < slots; i++) {
            out.number(offsets[i] - offsets[i - 1]);
        }
        out.number(used);
        out.append(data, 0, used);
    }

    static StreamNode read(WireInput in) throws CorruptInput {
        StreamId first = StreamId.read(in);
        byte[][] fields = new byte[in.length()][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = in.string();
        }
        StreamNode node = new StreamNode(first, fields, in.number());
        node.slots = in.length();
        node.offsets = new int[Math.max(FEWEST_SLOTS, node.slots)];
        for (int i = 1; i < node.slots; i++) {
            node.offsets[i] = node.offsets[i - 1] + in.length();
        }
        node.data = in.string();
        node.used = node.data.length;
        if (node.slots == 0 || node.offsets[node.slots - 1] >= node.used) {
            throw new CorruptInput("a part of a stream with less than it says");
        }
        for (int i = 0; i < node.slots; i++) {
            node.deleted += node.isDeleted(i) ? 1 : 0;
        }
        return node;
    }

    private void string(byte[] bytes) {
        number(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, data, used, bytes.length);
        used += bytes.length;
    }

    private void number(long value) {
        makeRoom(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            data[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[used++] = (byte) rest;
    }

    private void makeRoom(int more) {
        if (data.length - used < more) {
            data = Arrays.copyOf(data, Math.max(Math.addExact(used, more), used + (used >> 1)));
        }
    }
}

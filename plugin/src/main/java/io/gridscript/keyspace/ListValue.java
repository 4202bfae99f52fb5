package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A list of elements, which are never changed in place. The two encodings of Redis differ only in
 * name here. A list that lost its last element must be removed by whoever took it.
 *
 * <p>Redis goes back to the compact encoding when a list is small and all of it lies in one node;
 * nodes are unknown here, so its size alone decides.
 */
public final class ListValue extends Value {

    private static final int OWN_BYTES = 128;

    /** A reference, and the room that blocks keep free. */
    private static final int PLACE_BYTES = 8;

    private final ListElements elements = new ListElements();
    private long elementBytes;
    private long listpackBytes = ListpackSize.EMPTY;

    /** Whether it shows as too large for the compact encoding. */
    private boolean outgrown;

    /** Whether its encoding has been decided on; until then it changes without limits. */
    private boolean decided;

    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.size() == 0;
    }

    /** The element at an index within the list, not to be changed. */
    public byte[] get(int index) {
        return elements.get(index);
    }

    /** Adds an element at an end. Keeps the array: not to be changed by the caller afterwards. */
    public void push(ListEnd end, byte[] element) {
        push(end, new byte[][] {element}, 0);
    }

    /**
     * Adds elements at an end, one after the other. Keeps them: not to be changed afterwards.
     *
     * @param from where they begin in the array
     */
    public void push(ListEnd end, byte[][] source, int from) {
        boolean outgrows = outgrowsWith(source, from);
        Effects effects = keepingEffects();
        if (effects != null) {
            byte[][] pushed = Arrays.copyOfRange(source, from, source.length);
            effects.add(new ListEffects.Pushed(this, former(), end, pushed, outgrows));
        }
        long bytes = elementBytes;
        for (int i = from; i < source.length; i++) {
            add(end, source[i]);
        }
        outgrown = outgrows;
        changed(elementBytes - bytes);
    }

    /** Takes the element at an end of a list that isn't empty. */
    public byte[] pop(ListEnd end) {
        return pop(end, 1)[0];
    }

    /**
     * Takes elements at an end, the first taken first.
     *
     * @param count one at least, and no more than there are
     */
    public byte[][] pop(ListEnd end, int count) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = elementBytes;
        byte[][] popped = take(end, count);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Popped(this, former, end, popped, outgrown));
        }
        changed(elementBytes - bytes);
        return popped;
    }

    /**
     * Drops elements at both ends. Even when these are none it counts as a change, as in Redis.
     *
     * @param fromHead how many at the head
     * @param fromTail how many at the tail
     */
    public void trim(int fromHead, int fromTail) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = elementBytes;
        byte[][] head = take(ListEnd.HEAD, fromHead);
        byte[][] tail = take(ListEnd.TAIL, fromTail);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Trimmed(this, former, head, tail, outgrown));
        }
        changed(elementBytes - bytes);
    }

    /** Puts an element in the place of another. Keeps the array. */
    public void set(int index, byte[] element) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = elementBytes;
        outgrown = outgrowsWith(new byte[][] {element}, 0);
        byte[] replaced = exchange(index, element);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects()
                    .add(
                            new ListEffects.Replaced(
                                    this, former, index, replaced, element, outgrown));
        }
        changed(elementBytes - bytes);
    }

    /** Puts an element before the one that has this index, or behind the last. Keeps the array. */
    public void insert(int index, byte[] element) {
        boolean outgrows = outgrowsWith(new byte[][] {element}, 0);
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new ListEffects.Inserted(this, former(), index, element, outgrows));
        }
        long bytes = elementBytes;
        insert(new int[] {index}, new byte[][] {element});
        outgrown = outgrows;
        changed(elementBytes - bytes);
    }

    /**
     * Takes elements away wherever they are.
     *
     * @param indexes ascending, one at least, kept as they are
     */
    public void remove(int[] indexes) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = elementBytes;
        byte[][] removed = takeOut(indexes);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Removed(this, former, indexes, removed, outgrown));
        }
        changed(elementBytes - bytes);
    }

    @Override
    public String type() {
        return "list";
    }

    @Override
    public String encoding() {
        return outgrown ? "quicklist" : "listpack";
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + elementBytes;
    }

    @Override
    public ListValue copy() {
        ListValue copy = new ListValue();
        for (int i = 0; i < size(); i++) {
            copy.add(ListEnd.TAIL, get(i));
        }
        copy.outgrown = outgrown;
        copy.decided = true;
        return copy;
    }

    @Override
    ListValue frozen() {
        return copy();
    }

    @Override
    void chooseEncoding(EncodingLimits limits) {
        if (decided) {
            return;
        }
        decided = true;
        long lengths = 0;
        for (int i = 0; i < size(); i++) {
            lengths += get(i).length;
        }
        outgrown = limits.list().isExceededBy(ListpackSize.EMPTY + lengths, size());
    }

    /**
     * Decides the encoding of a list that Redis has written in nodes; no node becomes two here.
     *
     * @param inOneNode whether all of it was in one that isn't a large element
     */
    public void chooseEncodingOfNodes(boolean inOneNode, EncodingLimits limits) {
        decided = true;
        outgrown = !inOneNode || limits.list().isExceededBy(listpackBytes, size());
    }

    /** Whether it has the compact encoding. */
    public boolean isCompact() {
        return !outgrown;
    }

    /** As Redis does before it adds elements, it takes them for as long as their text is. */
    private boolean outgrowsWith(byte[][] source, int from) {
        if (outgrown || entry() == null) {
            return outgrown;
        }
        long bytes = listpackBytes;
        for (int i = from; i < source.length; i++) {
            bytes += source[i].length;
        }
        return limit().isExceededBy(bytes, size() + (long) source.length - from);
    }

    private boolean staysOutgrown() {
        return outgrown && (entry() == null || !limit().isHalfFreeWith(listpackBytes, size()));
    }

    private ListpackLimit limit() {
        return entry().database.keyspace().encodingLimits().list();
    }

    /** Its encoding is that of the list of which it is a copy. */
    void outgrown(boolean ofTheOriginal) {
        outgrown = ofTheOriginal;
    }

    // Bare changes, of which nobody is told: for effects and their undoing.

    void add(ListEnd end, byte[] element) {
        elements.add(end, element);
        measure(element, 1);
    }

    byte[][] take(ListEnd end, int count) {
        byte[][] taken = new byte[count][];
        for (int i = 0; i < count; i++) {
            taken[i] = elements.remove(end);
            measure(taken[i], -1);
        }
        return taken;
    }

    /** The opposite of {@link #take}. */
    void giveBack(ListEnd end, byte[][] taken) {
        for (int i = taken.length - 1; i >= 0; i--) {
            add(end, taken[i]);
        }
    }

    byte[] exchange(int index, byte[] element) {
        byte[] replaced = elements.get(index);
        elements.set(index, element);
        measure(replaced, -1);
        measure(element, 1);
        return replaced;
    }

    void insert(int[] indexes, byte[][] inserted) {
        elements.insert(indexes, inserted);
        for (byte[] element : inserted) {
            measure(element, 1);
        }
    }

    byte[][] takeOut(int[] indexes) {
        byte[][] removed = new byte[indexes.length][];
        for (int i = 0; i < indexes.length; i++) {
            removed[i] = elements.get(indexes[i]);
            measure(removed[i], -1);
        }
        elements.remove(indexes);
        return removed;
    }

    private void measure(byte[] element, int sign) {
        elementBytes += sign * (PLACE_BYTES + arrayBytes(element));
        listpackBytes += sign * ListpackSize.of(element);
    }

    private ListEffects.Former former() {
        Entry entry = entry();
        return new ListEffects.Former(entry, entry.database.number(), entry.version, outgrown);
    }

    /** Takes a change back by its opposite. */
    void takeBack(ListEffects.Former former, Runnable opposite) {
        long bytes = elementBytes;
        opposite.run();
        outgrown = former.outgrown();
        former.entry().version = former.version();
        former.entry().database.storage().grown(elementBytes - bytes);
    }

    @Override
    void writeHead(WireOutput out) {
        out.octet(ValueKind.LIST.ordinal());
        out.octet(outgrown ? 1 : 0);
        out.number(size());
    }

    @Override
    Iterator<byte[]> elements() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public byte[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }

    /** Reads what follows the kind. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        ListValue list = new ListValue();
        list.outgrown = in.octet() != 0;
        list.decided = true;
        return new ValueBuilder(in.number(Integer.MAX_VALUE)) {
            @Override
            void take(byte[] element) {
                list.add(ListEnd.TAIL, element);
            }

            @Override
            Value value() {
                return list;
            }
        };
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.LIST);
        for (int i = 0; i < size(); i++) {
            digest.mix(get(i));
        }
    }
}

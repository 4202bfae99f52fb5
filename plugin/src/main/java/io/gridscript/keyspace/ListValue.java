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

    private static final int OWN_BYTES = 144;

    private final ListContents contents = new ListContents();

    /** Whether it shows as too large for the compact encoding. */
    private boolean outgrown;

    /** Whether its encoding has been decided on; until then it changes without limits. */
    private boolean decided;

    public int size() {
        return contents.size();
    }

    public boolean isEmpty() {
        return contents.size() == 0;
    }

    /** The element at an index within the list, not to be changed. */
    public byte[] get(int index) {
        return contents.get(index);
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
        long bytes = contents.sizeInBytes();
        for (int i = from; i < source.length; i++) {
            contents.add(end, source[i]);
        }
        outgrown = outgrows;
        changed(contents.sizeInBytes() - bytes);
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
        long bytes = contents.sizeInBytes();
        byte[][] popped = contents.take(end, count);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Popped(this, former, end, popped, outgrown));
        }
        changed(contents.sizeInBytes() - bytes);
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
        long bytes = contents.sizeInBytes();
        byte[][] head = contents.take(ListEnd.HEAD, fromHead);
        byte[][] tail = contents.take(ListEnd.TAIL, fromTail);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Trimmed(this, former, head, tail, outgrown));
        }
        changed(contents.sizeInBytes() - bytes);
    }

    /** Puts an element in the place of another. Keeps the array. */
    public void set(int index, byte[] element) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = contents.sizeInBytes();
        outgrown = outgrowsWith(new byte[][] {element}, 0);
        byte[] replaced = contents.exchange(index, element);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects()
                    .add(
                            new ListEffects.Replaced(
                                    this, former, index, replaced, element, outgrown));
        }
        changed(contents.sizeInBytes() - bytes);
    }

    /** Puts an element before the one that has this index, or behind the last. Keeps the array. */
    public void insert(int index, byte[] element) {
        boolean outgrows = outgrowsWith(new byte[][] {element}, 0);
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new ListEffects.Inserted(this, former(), index, element, outgrows));
        }
        long bytes = contents.sizeInBytes();
        contents.insert(new int[] {index}, new byte[][] {element});
        outgrown = outgrows;
        changed(contents.sizeInBytes() - bytes);
    }

    /**
     * Takes elements away wherever they are.
     *
     * @param indexes ascending, one at least, kept as they are
     */
    public void remove(int[] indexes) {
        ListEffects.Former former = keepingEffects() == null ? null : former();
        long bytes = contents.sizeInBytes();
        byte[][] removed = contents.takeOut(indexes);
        outgrown = staysOutgrown();
        if (former != null) {
            keepingEffects().add(new ListEffects.Removed(this, former, indexes, removed, outgrown));
        }
        changed(contents.sizeInBytes() - bytes);
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
        return OWN_BYTES + contents.sizeInBytes();
    }

    @Override
    public ListValue copy() {
        ListValue copy = new ListValue();
        for (int i = 0; i < size(); i++) {
            copy.contents.add(ListEnd.TAIL, get(i));
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
        outgrown = !inOneNode || limits.list().isExceededBy(contents.listpackBytes(), size());
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
        long bytes = contents.listpackBytes();
        for (int i = from; i < source.length; i++) {
            bytes += source[i].length;
        }
        return limit().isExceededBy(bytes, size() + (long) source.length - from);
    }

    private boolean staysOutgrown() {
        return outgrown
                && (entry() == null || !limit().isHalfFreeWith(contents.listpackBytes(), size()));
    }

    private ListpackLimit limit() {
        return entry().database.keyspace().encodingLimits().list();
    }

    /** Its encoding is that of the list of which it is a copy. */
    void outgrown(boolean ofTheOriginal) {
        outgrown = ofTheOriginal;
    }

    private ListEffects.Former former() {
        Entry entry = entry();
        return new ListEffects.Former(entry, entry.database.number(), entry.version, outgrown);
    }

    ListContents contents() {
        return contents;
    }

    /** Takes a change back by its opposite. */
    void takeBack(ListEffects.Former former, Runnable opposite) {
        long bytes = contents.sizeInBytes();
        opposite.run();
        outgrown = former.outgrown();
        former.entry().version = former.version();
        former.entry().database.storage().grown(contents.sizeInBytes() - bytes);
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
                list.contents.add(ListEnd.TAIL, element);
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

package io.gridscript.keyspace;

/**
 * The elements of a list, and how large they are. It changes without effects, and nobody is told:
 * {@link ListValue} sees to that, and the undoing of its effects needs it so.
 */
final class ListContents {

    /** A reference, and the room that blocks keep free. */
    private static final int PLACE_BYTES = 8;

    private final ListElements elements = new ListElements();
    private long sizeInBytes;
    private long listpackBytes = ListpackSize.EMPTY;

    int size() {
        return elements.size();
    }

    byte[] get(int index) {
        return elements.get(index);
    }

    long sizeInBytes() {
        return sizeInBytes;
    }

    /** How many bytes they would take in one listpack of Redis's. */
    long listpackBytes() {
        return listpackBytes;
    }

    void add(ListEnd end, byte[] element) {
        elements.add(end, element);
        measure(element, 1);
    }

    /** Takes elements at an end, the first taken first. */
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

    /** Puts an element in the place of another, which it returns. */
    byte[] exchange(int index, byte[] element) {
        byte[] replaced = elements.get(index);
        elements.set(index, element);
        measure(replaced, -1);
        measure(element, 1);
        return replaced;
    }

    /** As {@link ListElements#insert}. */
    void insert(int[] indexes, byte[][] inserted) {
        elements.insert(indexes, inserted);
        for (byte[] element : inserted) {
            measure(element, 1);
        }
    }

    /** The opposite of {@link #insert}. */
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
        sizeInBytes += sign * (PLACE_BYTES + Value.arrayBytes(element));
        listpackBytes += sign * ListpackSize.of(element);
    }
}

package io.gridscript.keyspace;

import java.util.Arrays;

/**
 * Elements in order, in a ring of blocks: each is found in constant time by its index and added or
 * removed so at both ends. In between it takes as many moves as there are elements up to the nearer
 * end. A short list has one small block.
 */
final class ListElements {

    private static final int BLOCK_BITS = 8;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int FEWEST_PLACES = 4;

    /** Fewer blocks than that become one small block rather than still fewer. */
    private static final int FEWEST_BLOCKS_TO_HALVE = 4;

    /** Null where no elements are. */
    private byte[][][] blocks = {new byte[FEWEST_PLACES][]};

    /** A power of two. */
    private int places = FEWEST_PLACES;

    private int first;
    private int size;

    /** An empty block kept for the next one needed, or null. */
    private byte[][] spare;

    int size() {
        return size;
    }

    byte[] get(int index) {
        int place = placeOf(index);
        return blocks[place >>> BLOCK_BITS][place & BLOCK - 1];
    }

    void set(int index, byte[] element) {
        int place = placeOf(index);
        blocks[place >>> BLOCK_BITS][place & BLOCK - 1] = element;
    }

    void add(ListEnd end, byte[] element) {
        if (size == places) {
            grow();
        }
        size++;
        if (end == ListEnd.HEAD) {
            first = first - 1 & places - 1;
        }
        int index = indexOf(end);
        provideBlock(placeOf(index) >>> BLOCK_BITS);
        set(index, element);
    }

    byte[] remove(ListEnd end) {
        int index = indexOf(end);
        int place = placeOf(index);
        byte[] removed = get(index);
        set(index, null);
        if (end == ListEnd.HEAD) {
            first = first + 1 & places - 1;
        }
        size--;
        if (blocks.length > 1) {
            takeBlock(place >>> BLOCK_BITS);
        }
        shrink();
        return removed;
    }

    /**
     * Inserts elements between others.
     *
     * @param indexes ascending, those that the elements are to have
     */
    void insert(int[] indexes, byte[][] elements) {
        int count = indexes.length;
        if (indexes[0] >= size + count - 1 - indexes[count - 1]) {
            makeRoom(ListEnd.TAIL, count);
            int last = size - 1;
            for (int i = count - 1; i >= 0; i--) {
                int begin = indexes[i] + 1;
                move(begin - i - 1, begin, last - indexes[i]);
                set(indexes[i], elements[i]);
                last = indexes[i] - 1;
            }
        } else {
            makeRoom(ListEnd.HEAD, count);
            int begin = 0;
            for (int i = 0; i < count; i++) {
                move(begin + count - i, begin, indexes[i] - begin);
                set(indexes[i], elements[i]);
                begin = indexes[i] + 1;
            }
        }
    }

    private void makeRoom(ListEnd end, int count) {
        for (int i = 0; i < count; i++) {
            add(end, null);
        }
    }

    /**
     * Removes elements from between others.
     *
     * @param indexes ascending
     */
    void remove(int[] indexes) {
        int count = indexes.length;
        if (indexes[0] >= size - 1 - indexes[count - 1]) {
            for (int i = 0; i < count; i++) {
                int begin = indexes[i] + 1;
                int end = i + 1 < count ? indexes[i + 1] : size;
                move(begin, begin - i - 1, end - begin);
            }
            cut(ListEnd.TAIL, count);
        } else {
            for (int i = count - 1; i >= 0; i--) {
                int begin = i > 0 ? indexes[i - 1] + 1 : 0;
                move(begin, begin + count - i, indexes[i] - begin);
            }
            cut(ListEnd.HEAD, count);
        }
    }

    private void cut(ListEnd end, int count) {
        for (int i = 0; i < count; i++) {
            remove(end);
        }
    }

    /** Moves elements that lie side by side to other indexes, which may be in part the same. */
    private void move(int from, int to, int count) {
        int left = count;
        while (left > 0) {
            int moved = count - left;
            left -=
                    to < from
                            ? moveFirst(placeOf(from + moved), placeOf(to + moved), left)
                            : moveLast(placeOf(from + left - 1), placeOf(to + left - 1), left);
        }
    }

    /** Moves as many as lie within one block before and after; returns how many. */
    private int moveFirst(int from, int to, int most) {
        byte[][] source = blocks[from >>> BLOCK_BITS];
        byte[][] target = blocks[to >>> BLOCK_BITS];
        int start = from & BLOCK - 1;
        int targetStart = to & BLOCK - 1;
        int room = Math.min(source.length - start, target.length - targetStart);
        int count = Math.min(most, room);
        System.arraycopy(source, start, target, targetStart, count);
        return count;
    }

    /** As {@link #moveFirst}, the last ones, given where those lie. */
    private int moveLast(int from, int to, int most) {
        int end = (from & BLOCK - 1) + 1;
        int targetEnd = (to & BLOCK - 1) + 1;
        int count = Math.min(most, Math.min(end, targetEnd));
        byte[][] source = blocks[from >>> BLOCK_BITS];
        byte[][] target = blocks[to >>> BLOCK_BITS];
        System.arraycopy(source, end - count, target, targetEnd - count, count);
        return count;
    }

    private int indexOf(ListEnd end) {
        return end == ListEnd.HEAD ? 0 : size - 1;
    }

    private int placeOf(int index) {
        return first + index & places - 1;
    }

    private void provideBlock(int number) {
        if (blocks[number] == null) {
            blocks[number] = spare == null ? new byte[BLOCK][] : spare;
            spare = null;
        }
    }

    /** Takes a block away when its last element is gone; both ends may lie in the same one. */
    private void takeBlock(int number) {
        boolean used =
                size > 0
                        && (placeOf(0) >>> BLOCK_BITS == number
                                || placeOf(size - 1) >>> BLOCK_BITS == number);
        if (!used) {
            spare = blocks[number];
            blocks[number] = null;
        }
    }

    private void grow() {
        if (places < BLOCK) {
            toOneBlock(2 * places);
            return;
        }
        int count = blocks.length;
        byte[][][] wider = inOrder(2 * count);
        int start = first & BLOCK - 1;
        if (start > 0) {
            // The tail has come round into the block of the head.
            byte[][] tail = new byte[BLOCK][];
            System.arraycopy(wider[0], 0, tail, 0, start);
            Arrays.fill(wider[0], 0, start, null);
            wider[count] = tail;
        }
        become(wider, start);
    }

    private void shrink() {
        if (blocks.length >= FEWEST_BLOCKS_TO_HALVE) {
            if (size <= places / 4) {
                become(inOrder(blocks.length / 2), first & BLOCK - 1);
            }
        } else if (places > FEWEST_PLACES && size <= places / 8) {
            toOneBlock(Math.max(FEWEST_PLACES, places / 4));
        }
    }

    /** The blocks from that of the head on. */
    private byte[][][] inOrder(int count) {
        byte[][][] ordered = new byte[count][][];
        int head = first >>> BLOCK_BITS;
        for (int i = 0; i < Math.min(count, blocks.length); i++) {
            ordered[i] = blocks[head + i & blocks.length - 1];
        }
        return ordered;
    }

    private void become(byte[][][] newBlocks, int newFirst) {
        blocks = newBlocks;
        places = newBlocks.length << BLOCK_BITS;
        first = newFirst;
    }

    private void toOneBlock(int newPlaces) {
        byte[][] block = new byte[newPlaces][];
        for (int i = 0; i < size; i++) {
            block[i] = get(i);
        }
        blocks = new byte[][][] {block};
        places = newPlaces;
        first = 0;
        spare = null;
    }
}

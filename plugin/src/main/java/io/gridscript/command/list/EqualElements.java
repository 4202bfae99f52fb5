package io.gridscript.command.list;

import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import java.util.Arrays;

/** Finds the elements of a list that are equal to one, from one end to the other. */
final class EqualElements {

    private static final int NONE = -1;

    private final ListValue list;
    private final byte[] element;
    private final ListEnd from;
    private final long compared;
    private int next;

    EqualElements(ListValue list, byte[] element, ListEnd from) {
        this(list, element, from, list.size());
    }

    /** Looks only at so many elements. */
    EqualElements(ListValue list, byte[] element, ListEnd from, long most) {
        this.list = list;
        this.element = element;
        this.from = from;
        compared = Math.min(most, list.size());
    }

    /** The index of the next one, or below zero. */
    int next() {
        while (next < compared) {
            int index = from == ListEnd.HEAD ? next : list.size() - 1 - next;
            next++;
            if (Arrays.equals(list.get(index), element)) {
                return index;
            }
        }
        return NONE;
    }

    /** Passes over some. */
    void skip(long count) {
        long left = count;
        while (left > 0 && next() >= 0) {
            left--;
        }
    }

    /** The indexes of the next ones, in the order in which they are found. */
    int[] next(long most) {
        int[] found = new int[4];
        int count = 0;
        int index = most > 0 ? next() : NONE;
        while (index >= 0) {
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = index;
            index = count < most ? next() : NONE;
        }
        return Arrays.copyOf(found, count);
    }
}

package io.gridscript.lua.vm;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A table that grows as Lua 5.1's does: an array for the keys from 1 to n of which more than half
 * are in use, {@link TableNodes} for all others. So {@code #} finds the same border in a table with
 * holes, and {@code pairs} the same order, wherever that doesn't depend on addresses in C.
 */
public class Table extends LuaTable {

    private TableNodes nodes = TableNodes.NONE;
    private LuaValue metatable;

    /** An empty table. */
    public Table() {}

    /**
     * A table with room.
     *
     * @param arraySize for the keys from 1 to there
     * @param entries for how many other keys
     */
    public Table(int arraySize, int entries) {
        if (arraySize > 0) {
            array = nils(arraySize);
        }
        nodes = TableNodes.of(entries);
    }

    /** An empty table with the room that one has in Lua which has grown to so many elements. */
    public static Table ofArray(int elements) {
        return new Table(elements < 2 ? elements : Integer.highestOneBit(elements - 1) << 1, 0);
    }

    private static LuaValue[] nils(int size) {
        LuaValue[] values = new LuaValue[size];
        Arrays.fill(values, NIL);
        return values;
    }

    @Override
    public LuaValue getmetatable() {
        return metatable;
    }

    @Override
    public LuaValue setmetatable(LuaValue newMetatable) {
        metatable = newMetatable == null || newMetatable.isnil() ? null : newMetatable;
        return this;
    }

    @Override
    public LuaValue get(int key) {
        LuaValue value = rawget(key);
        return value == NIL && metatable != null ? Indexing.get(this, valueOf(key)) : value;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = rawget(key);
        return value == NIL && metatable != null ? Indexing.get(this, key) : value;
    }

    @Override
    public void set(int key, LuaValue value) {
        if (metatable == null) {
            rawset(key, value);
        } else {
            Indexing.set(this, valueOf(key), value);
        }
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (metatable == null) {
            rawset(key, value);
        } else {
            Indexing.set(this, key, value);
        }
    }

    @Override
    public LuaValue rawget(int key) {
        int index = key - 1;
        return index >= 0 && index < array.length ? array[index] : nodes.get(key);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        if (key instanceof LuaString string) {
            return nodes.get(string);
        }
        if (key instanceof LuaInteger integer) {
            return rawget(integer.v);
        }
        if (isZero(key)) {
            return rawget(0);
        }
        int place = key == NIL ? -1 : nodes.find(key);
        return place < 0 ? NIL : nodes.value(place);
    }

    /** Minus zero is no integer, and the same key as zero. */
    static boolean isZero(LuaValue key) {
        return key instanceof LuaNumber && key.todouble() == 0;
    }

    @Override
    public void rawset(int key, LuaValue value) {
        int index = key - 1;
        if (index >= 0 && index < array.length) {
            array[index] = value;
            return;
        }
        int place = nodes.find(key);
        if (place >= 0) {
            nodes.set(place, value);
        } else {
            add(valueOf(key), value);
        }
    }

    /**
     * Sets an entry without metamethods.
     *
     * @throws OperationError if the key is nil or NaN
     */
    @Override
    public void rawset(LuaValue key, LuaValue value) {
        if (key instanceof LuaInteger integer) {
            rawset(integer.v, value);
            return;
        }
        if (key == NIL) {
            throw new OperationError("table index is nil");
        }
        int place = nodes.find(key);
        if (place >= 0) {
            nodes.set(place, value);
        } else if (Operators.isNan(key)) {
            throw new OperationError("table index is NaN");
        } else if (isZero(key)) {
            rawset(0, value);
        } else {
            add(key, value);
        }
    }

    /** Adds an entry; even one that is nil can make the table grow. */
    private void add(LuaValue key, LuaValue value) {
        int place = nodes.insert(key);
        if (place < 0) {
            rehash(key);
            rawset(key, value);
        } else {
            nodes.set(place, value);
        }
    }

    private void rehash(LuaValue key) {
        TableSizes sizes = new TableSizes();
        sizes.countArray(array);
        sizes.countNodes(nodes);
        sizes.count(key);
        resize(sizes.arraySize(), sizes.nodes());
    }

    private void resize(int arraySize, int nodesSize) {
        LuaValue[] oldArray = array;
        TableNodes oldNodes = nodes;
        nodes = TableNodes.of(nodesSize);
        if (arraySize != oldArray.length) {
            array = Arrays.copyOf(oldArray, arraySize);
        }
        if (arraySize > oldArray.length) {
            Arrays.fill(array, oldArray.length, arraySize, NIL);
        }
        for (int i = arraySize; i < oldArray.length; i++) {
            if (oldArray[i] != NIL) {
                rawset(i + 1, oldArray[i]);
            }
        }
        for (int i = oldNodes.size() - 1; i >= 0; i--) {
            if (oldNodes.hasValue(i)) {
                rawset(oldNodes.key(i), oldNodes.value(i));
            }
        }
    }

    /** Makes the array as large as this, if it is smaller. */
    @Override
    public void presize(int arraySize) {
        if (arraySize > array.length) {
            resize(arraySize, nodes.size());
        }
    }

    /** A border: the key of a value before one that is nil. */
    @Override
    public int rawlen() {
        int size = array.length;
        if (size > 0 && array[size - 1] == NIL) {
            int before = 0;
            while (size - before > 1) {
                int middle = (before + size) >>> 1;
                if (array[middle - 1] == NIL) {
                    size = middle;
                } else {
                    before = middle;
                }
            }
            return before;
        }
        return nodes.size() == 0 ? size : TableBorder.beyondArray(this, size);
    }

    @Override
    public int length() {
        return rawlen();
    }

    @Override
    public LuaValue len() {
        return valueOf(rawlen());
    }

    /**
     * The entry behind a key, or nil behind the last.
     *
     * @throws OperationError if the key never was in the table
     */
    @Override
    public Varargs next(LuaValue key) {
        int place = TableTraversal.behind(this, key);
        if (place == TableTraversal.NOWHERE) {
            throw new OperationError("invalid key to 'next'");
        }
        return place == TableTraversal.END ? NIL : varargsOf(keyAt(place), valueAt(place));
    }

    /** The array, for who looks through it; it may be another after a change. */
    final LuaValue[] array() {
        return array;
    }

    /** The part that isn't the array, likewise. */
    final TableNodes nodes() {
        return nodes;
    }

    /** The key at a place of a traversal. */
    final LuaValue keyAt(int place) {
        return place < array.length ? valueOf(place + 1) : nodes.key(place - array.length);
    }

    /** The value at a place of a traversal. */
    final LuaValue valueAt(int place) {
        return place < array.length ? array[place] : nodes.value(place - array.length);
    }

    @Override
    public boolean eq_b(LuaValue other) {
        return this == other || Indexing.equal(this, other);
    }

    @Override
    public LuaValue eq(LuaValue other) {
        return valueOf(eq_b(other));
    }

    @Override
    public void hashset(LuaValue key, LuaValue value) {
        rawset(key, value);
    }

    // LuaJ's own library calls these, which isn't used: they would work on what LuaTable keeps.

    @Override
    public LuaValue remove(int position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void insert(int position, LuaValue value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sort(LuaValue comparator) {
        throw new UnsupportedOperationException();
    }
}

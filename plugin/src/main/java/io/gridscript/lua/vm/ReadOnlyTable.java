package io.gridscript.lua.vm;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * A table that scripts can read and not change: globals, libraries and metatables, as Redis 7
 * protects them. The host fills it, then freezes it for good, or opens it for one {@link #define}.
 */
public class ReadOnlyTable extends Table {

    private static final String REFUSAL = "Attempt to modify a readonly table";

    /** Names found lately; a power of two. */
    private static final int FOUND = 32;

    /** An entry found; immutable, as some of these tables are shared by threads. */
    private record Entry(LuaValue key, LuaValue value) {}

    private boolean frozen;

    /**
     * The entries that code names again and again, each time by the same string: {@code
     * redis.call}. Null as long as the table isn't frozen.
     */
    private Entry[] found;

    public ReadOnlyTable() {}

    /** A table with room for some entries. */
    public ReadOnlyTable(int entries) {
        super(0, entries);
    }

    /** A frozen copy of a table's entries and, in turn, of the tables among them. */
    public static ReadOnlyTable copyOf(LuaTable table) {
        if (table instanceof ReadOnlyTable readOnly && readOnly.frozen) {
            return readOnly;
        }
        ReadOnlyTable copy = new ReadOnlyTable();
        for (LuaValue key : table.keys()) {
            LuaValue value = table.rawget(key);
            copy.rawset(key, value instanceof LuaTable inner ? copyOf(inner) : value);
        }
        return copy.freeze();
    }

    public ReadOnlyTable freeze() {
        frozen = true;
        found = new Entry[FOUND];
        return this;
    }

    /** Sets an entry past the protection; for the host alone. */
    public void define(LuaValue key, LuaValue value) {
        boolean was = frozen;
        frozen = false;
        rawset(key, value);
        frozen = was;
        if (frozen) {
            defined(key, value);
        }
    }

    /** Code that named the entry will name it by the same string. */
    private void defined(LuaValue key, LuaValue value) {
        int at = key.hashCode() & (FOUND - 1);
        Entry before = found[at];
        boolean known = before != null && value != NIL && before.key.raweq(key);
        found[at] = known ? new Entry(before.key, value) : null;
    }

    @Override
    public LuaValue get(LuaValue key) {
        if (!(key instanceof LuaString) || found == null) {
            return super.get(key);
        }
        int at = key.hashCode() & (FOUND - 1);
        Entry entry = found[at];
        if (entry != null && entry.key == key) {
            return entry.value;
        }
        LuaValue value = super.get(key);
        if (value.isnil() || rawget(key) != value) {
            return value;
        }
        found[at] = new Entry(key, value);
        return value;
    }

    @Override
    public void set(int key, LuaValue value) {
        refuse();
        super.set(key, value);
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        refuse();
        super.set(key, value);
    }

    @Override
    public void rawset(int key, LuaValue value) {
        refuse();
        super.rawset(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        refuse();
        super.rawset(key, value);
    }

    @Override
    public void hashset(LuaValue key, LuaValue value) {
        refuse();
        super.hashset(key, value);
    }

    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        refuse();
        return super.setmetatable(metatable);
    }

    private void refuse() {
        if (frozen) {
            throw new OperationError(REFUSAL);
        }
    }
}

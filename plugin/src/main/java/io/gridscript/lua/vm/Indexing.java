package io.gridscript.lua.vm;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reading, writing and comparing tables that have metatables. */
final class Indexing {

    /** Lua's MAXTAGLOOP. */
    private static final int MOST_STEPS = 100;

    private Indexing() {}

    static LuaValue get(LuaValue indexed, LuaValue key) {
        LuaValue object = indexed;
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!(object instanceof LuaTable table)) {
                if (object.metatag(LuaValue.INDEX) == LuaValue.NIL) {
                    throw notIndexed(object);
                }
                return object.get(key);
            }
            LuaValue value = table.rawget(key);
            if (value != LuaValue.NIL) {
                return value;
            }
            LuaValue handler = table.metatag(LuaValue.INDEX);
            if (handler == LuaValue.NIL) {
                return LuaValue.NIL;
            }
            if (handler.isfunction()) {
                return Metamethods.call(handler, object, key);
            }
            object = handler;
        }
        throw RaisedError.text("loop in gettable");
    }

    static void set(LuaValue indexed, LuaValue key, LuaValue value) {
        LuaValue object = indexed;
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!(object instanceof LuaTable table)) {
                throw notIndexed(object);
            }
            boolean isNew = table.rawget(key) == LuaValue.NIL;
            if (isNew) {
                // Lua makes room before it looks for a metamethod, which the table's borders tell.
                table.rawset(key, LuaValue.NIL);
            }
            LuaValue handler = isNew ? table.metatag(LuaValue.NEWINDEX) : LuaValue.NIL;
            if (handler == LuaValue.NIL) {
                table.rawset(key, value);
                return;
            }
            if (handler.isfunction()) {
                Metamethods.call(handler, object, key, value);
                return;
            }
            object = handler;
        }
        throw RaisedError.text("loop in settable");
    }

    private static OperationError notIndexed(LuaValue object) {
        return new OperationError("attempt to index a " + object.typename() + " value");
    }

    /** Whether two different tables are equal by a metamethod that both have. */
    static boolean equal(LuaTable left, LuaValue right) {
        LuaValue metatable = left.getmetatable();
        if (metatable == null || !(right instanceof LuaTable) || right.getmetatable() == null) {
            return false;
        }
        LuaValue handler = metatable.rawget(LuaValue.EQ);
        if (handler == LuaValue.NIL || !handler.raweq(right.getmetatable().rawget(LuaValue.EQ))) {
            return false;
        }
        return Metamethods.call(handler, left, right).toboolean();
    }
}

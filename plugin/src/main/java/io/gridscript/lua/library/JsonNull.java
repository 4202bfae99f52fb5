package io.gridscript.lua.library;

import org.luaj.vm2.LuaValue;

/** JSON's null, which a table can hold, unlike nil. To scripts it is userdata without methods. */
final class JsonNull extends LuaValue {

    static final JsonNull NULL = new JsonNull();

    private JsonNull() {}

    @Override
    public int type() {
        return TUSERDATA;
    }

    @Override
    public String typename() {
        return "userdata";
    }
}

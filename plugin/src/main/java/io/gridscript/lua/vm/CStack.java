package io.gridscript.lua.vm;

/** The slots that Lua 5.1 gives a C function for its values: they limit what libraries can nest. */
public final class CStack {

    private static final int SLOTS = 8000;

    private CStack() {}

    /** Whether there is room for some more slots, as lua_checkstack tells. */
    public static boolean has(int taken, int more) {
        return taken + more <= SLOTS;
    }

    /**
     * Raises an error where that isn't so, as luaL_checkstack does.
     *
     * @param purpose what the error says in brackets
     */
    public static void ensure(int taken, int more, String purpose) {
        if (!has(taken, more)) {
            throw RaisedError.text("stack overflow (" + purpose + ")");
        }
    }
}

package io.gridscript.lua;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.luaj.vm2.LuaTable;

/** How much room a table has, empty or not: what a search for its next entry may have to pass. */
final class TableSlots {

    /** Slots passed in the time of a step. */
    private static final int SLOTS_OF_A_STEP = 1 << 12;

    // LuaJ shows these to subclasses only.
    private static final MethodHandle ARRAY = method("getArrayLength");
    private static final MethodHandle HASH = method("getHashLength");

    private TableSlots() {}

    /** The steps that a search through a whole table counts; 0 for one that isn't large. */
    static int steps(LuaTable table) {
        try {
            return ((int) ARRAY.invokeExact(table) + (int) HASH.invokeExact(table))
                    / SLOTS_OF_A_STEP;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MethodHandle method(String name) {
        try {
            return MethodHandles.privateLookupIn(LuaTable.class, MethodHandles.lookup())
                    .findVirtual(LuaTable.class, name, MethodType.methodType(int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

package io.gridscript.lua;

import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.Upvalue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNil;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;

/**
 * Tells by the code of functions that a program left whether a call can change what the next call
 * sees. It can't if they never assign variables around them, and have no tables around them but
 * such as are only looked into: the table that a program keeps its functions or constants in.
 */
public final class LastingState {

    /** How code uses a variable around it. */
    private static final int TAKES_VALUE = 1;

    private static final int LOOKS_INTO_TABLE = 2;
    private static final int ASSIGNS = 4;
    private static final int STORES_IN_TABLE = 8;

    private final Map<Upvalue, Integer> uses = new IdentityHashMap<>();
    private final Map<LuaValue, LuaValue> seen = new IdentityHashMap<>();
    private final Deque<LuaValue> next = new ArrayDeque<>();

    private LastingState() {}

    /**
     * Whether calls may leave something for the next.
     *
     * @param functions as the program left them, before the first call
     */
    public static boolean mayChange(Collection<? extends LuaValue> functions) {
        LastingState state = new LastingState();
        state.next.addAll(functions);
        state.collectUses();
        return state.uses.entrySet().stream()
                .anyMatch(each -> mayChange(each.getKey().get(), each.getValue()));
    }

    private void collectUses() {
        while (!next.isEmpty()) {
            LuaValue value = next.pop();
            if (seen.put(value, value) != null) {
                continue;
            }
            if (value instanceof InterpretedFunction function) {
                int[] used = uses(function.prototype);
                for (int i = 0; i < used.length; i++) {
                    uses.merge(function.upvalues[i], used[i], (one, other) -> one | other);
                    next.add(function.upvalues[i].get());
                }
            } else if (value instanceof LuaTable table && !(value instanceof ReadOnlyTable)) {
                for (LuaValue key : table.keys()) {
                    next.add(table.rawget(key));
                }
            }
        }
    }

    /** How a function and those inside it use each of the variables around it. */
    private static int[] uses(Prototype p) {
        int[] uses = new int[p.upvalues.length];
        for (int instruction : p.code) {
            int a = Lua.GETARG_A(instruction);
            int b = Lua.GETARG_B(instruction);
            switch (Lua.GET_OPCODE(instruction)) {
                case Lua.OP_GETUPVAL -> uses[b] |= TAKES_VALUE;
                case Lua.OP_GETTABUP -> uses[b] |= LOOKS_INTO_TABLE;
                case Lua.OP_SETUPVAL -> uses[b] |= ASSIGNS;
                case Lua.OP_SETTABUP -> uses[a] |= STORES_IN_TABLE;
                default -> {}
            }
        }
        for (Prototype inner : p.p) {
            int[] usesInside = uses(inner);
            for (int i = 0; i < usesInside.length; i++) {
                Upvaldesc variable = inner.upvalues[i];
                if (!variable.instack) {
                    uses[variable.idx] |= usesInside[i];
                }
            }
        }
        return uses;
    }

    private static boolean mayChange(LuaValue value, int uses) {
        if ((uses & ASSIGNS) != 0) {
            return true;
        }
        if (value instanceof ReadOnlyTable) {
            return false;
        }
        return value instanceof LuaTable table
                ? (uses & (TAKES_VALUE | STORES_IN_TABLE)) != 0 || !isFlat(table)
                : !isSimple(value);
    }

    /** Whether looking into the table never brings another table to light. */
    private static boolean isFlat(LuaTable table) {
        if (table.getmetatable() != null) {
            return false;
        }
        for (LuaValue key : table.keys()) {
            if (!isSimple(table.rawget(key))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSimple(LuaValue value) {
        return value instanceof LuaNil
                || value.isboolean()
                || value.type() == LuaValue.TNUMBER
                || value.type() == LuaValue.TSTRING
                || value instanceof LuaFunction;
    }
}

package io.gridscript.lua;

import io.gridscript.lua.vm.InterpretedFunction;
import io.gridscript.lua.vm.ReadOnlyTable;
import io.gridscript.lua.vm.Upvalue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What some functions could change for their next call, as it is now: the variables and tables that
 * they reach. A call that is to start again begins with it.
 */
public final class KeptState {

    /** What it can't put back, or is too much, isn't kept. */
    private static final class NotKept extends Exception {
        private static final long serialVersionUID = 1L;

        NotKept() {
            super(null, null, false, false);
        }
    }

    private record Variable(Upvalue place, LuaValue value) {}

    private record Contents(LuaTable table, LuaValue metatable, List<LuaValue> keysAndValues) {}

    private final List<Variable> variables = new ArrayList<>();
    private final List<Contents> tables = new ArrayList<>();
    private final Map<Object, Object> seen = new IdentityHashMap<>();
    private final Deque<LuaValue> next = new ArrayDeque<>();
    private final Set<LuaValue> libraryFunctions;
    private int left;

    private KeptState(Set<LuaValue> libraryFunctions, int most) {
        this.libraryFunctions = libraryFunctions;
        left = most;
    }

    /** Keeps such states of one sandbox. */
    public static final class Keeper {

        private final Set<LuaValue> libraryFunctions;

        /**
         * @param globalsThen what programs saw when they were loaded
         */
        public Keeper(LuaSandbox sandbox, LuaTable globalsThen) {
            libraryFunctions = sandbox.libraryFunctions();
            sandbox.addFunctions(globalsThen, libraryFunctions);
        }

        /**
         * The state as it is now.
         *
         * @param most variables and entries of tables
         * @return null when there are more, or things that have a state of their own, as coroutines
         */
        public KeptState keep(Collection<? extends LuaValue> functions, int most) {
            KeptState state = new KeptState(libraryFunctions, most);
            state.next.addAll(functions);
            try {
                state.collect();
            } catch (NotKept e) {
                return null;
            }
            return state;
        }
    }

    /** Makes everything as it was. */
    public void restore() {
        variables.forEach(each -> each.place.set(each.value));
        tables.forEach(KeptState::restore);
    }

    private static void restore(Contents contents) {
        LuaTable table = contents.table;
        for (LuaValue key : table.keys()) {
            table.rawset(key, LuaValue.NIL);
        }
        for (int i = 0; i < contents.keysAndValues.size(); i += 2) {
            table.rawset(contents.keysAndValues.get(i), contents.keysAndValues.get(i + 1));
        }
        table.setmetatable(contents.metatable);
    }

    private void collect() throws NotKept {
        while (!next.isEmpty()) {
            LuaValue value = next.pop();
            if (value instanceof InterpretedFunction function) {
                if (isNew(function)) {
                    variables(function);
                }
            } else if (value instanceof LuaTable table) {
                if (!(table instanceof ReadOnlyTable) && isNew(table)) {
                    contents(table);
                }
            } else if (value instanceof LuaFunction
                    ? !libraryFunctions.contains(value)
                    : isOpen(value)) {
                throw new NotKept();
            }
        }
    }

    private boolean isNew(Object thing) {
        return seen.put(thing, thing) == null;
    }

    private static boolean isOpen(LuaValue value) {
        return switch (value.type()) {
            case LuaValue.TNIL, LuaValue.TBOOLEAN, LuaValue.TNUMBER, LuaValue.TSTRING -> false;
            default -> true;
        };
    }

    private void variables(InterpretedFunction function) throws NotKept {
        for (Upvalue place : function.upvalues) {
            if (isNew(place)) {
                count();
                LuaValue value = place.get();
                variables.add(new Variable(place, value));
                next.add(value);
            }
        }
    }

    private void contents(LuaTable table) throws NotKept {
        List<LuaValue> keysAndValues = new ArrayList<>();
        for (Varargs entry = table.next(LuaValue.NIL);
                !entry.isnil(1);
                entry = table.next(entry.arg1())) {
            count();
            keysAndValues.add(entry.arg1());
            keysAndValues.add(entry.arg(2));
        }
        LuaValue metatable = table.getmetatable();
        tables.add(new Contents(table, metatable, keysAndValues));
        next.addAll(keysAndValues);
        if (metatable != null) {
            next.add(metatable);
        }
    }

    private void count() throws NotKept {
        if (--left < 0) {
            throw new NotKept();
        }
    }
}

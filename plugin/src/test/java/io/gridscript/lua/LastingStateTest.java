package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.HostFunction;
import io.gridscript.lua.vm.LuaPoll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What functions that a program left remember between calls: whether any, and how it is kept. */
class LastingStateTest {

    private final List<LuaValue> left = new ArrayList<>();
    private final LuaSandbox sandbox = new LuaSandbox(Map.of());
    private final LuaTable globalsThen = globalsThen();

    private LuaTable globalsThen() {
        LuaTable host = new LuaTable();
        host.set(
                "leave",
                new HostFunction(
                        "leave",
                        args -> {
                            left.add(args.arg1());
                            return LuaValue.NONE;
                        }));
        host.set("level", 3);
        return LuaSandbox.only(Map.of("host", host));
    }

    private void load(String source) throws LuaSyntaxException {
        left.clear();
        byte[] text = source.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        sandbox.load(LuaProgram.compile(text, 0, "@test"), globalsThen, LuaPoll.NONE);
    }

    private boolean mayChange(String source) throws LuaSyntaxException {
        load(source);
        return LastingState.mayChange(left);
    }

    private String call(int function, String argument) {
        LuaValue result =
                sandbox.call(
                        left.get(function),
                        LuaValue.valueOf(argument),
                        LuaValue.NIL,
                        LuaPoll.NONE,
                        1);
        return LuaSandbox.text(result).tojstring();
    }

    @Test
    void functionsRememberNothingThatOnlyRead() throws LuaSyntaxException {
        for (String source :
                List.of(
                        "host.leave(function() return 1 end)",
                        "local n = 3 host.leave(function() return n end)",
                        "local function f() return 1 end host.leave(function() return f() end)",
                        "local M = {} function M.f() return M.g() end function M.g() return 1 end"
                                + " host.leave(M.f)",
                        "local M = {a = 1} host.leave(function() return M.a end)",
                        "local h = host host.leave(function() h.x = 1 return h.level end)",
                        "host.leave(function() local n = 0 local t = {}"
                                + " return function() n = n + 1 t.n = n return t end end)",
                        "local n = 0 n = n + 1 host.leave(function() return n end)",
                        "host.leave(host.leave)",
                        "host.leave(function() x = 1 end)")) {
            assertEquals(false, mayChange(source), source);
        }
    }

    @Test
    void functionsRememberWhatTheyCanChange() throws LuaSyntaxException {
        for (String source :
                List.of(
                        "local n = 0 host.leave(function() n = n + 1 end)",
                        "local n host.leave(function() return function() n = 1 end end)",
                        "local n = 0 local function f() n = 1 end host.leave(function() f() end)",
                        "local t = {} host.leave(function() t.x = 1 end)",
                        "local t = {} host.leave(function() table.insert(t, 1) end)",
                        "local t = {} host.leave(function() local u = t u.x = 1 end)",
                        "local t = {u = {}} host.leave(function() t.u.x = 1 end)",
                        "local M = {} function M.f() M.n = 1 end host.leave(M.f)",
                        "local t = {} host.leave(function() return t end)",
                        "local t = {} function t:f() end host.leave(function() t:f() end)",
                        "local n = 0 local t = {f = function() n = n + 1 end}"
                                + " host.leave(function() t.f() end)")) {
            assertEquals(true, mayChange(source), source);
        }
    }

    @Test
    void whatIsKeptComesBack() throws LuaSyntaxException {
        load(
                "local n, t, f = 0, {a = {b = 'x'}, 1, 2, 3}\n"
                        + "host.leave(function(what)\n"
                        + "  n = n + 1 t.a.b = t.a.b .. what t[what] = n t.a[t] = 1\n"
                        + "  table.remove(t, 1) f = f or function() n = n * 2 return n end\n"
                        + "  if n > 2 then t = {a = setmetatable({b = what}, {__len = f})} end\n"
                        + "end)\n"
                        + "host.leave(function() return n .. ' ' .. t.a.b .. ' ' .. #t .. ' '"
                        + " .. tostring(t.x) .. ' ' .. (f and f() or '-') .. ' '"
                        + " .. tostring(getmetatable(t.a)) end)");
        KeptState.Keeper keeper = new KeptState.Keeper(sandbox, globalsThen);
        String before = call(1, "");
        assertEquals("0 x 3 nil - nil", before);
        KeptState kept = keeper.keep(left, 100);
        for (int i = 0; i < 5; i++) {
            call(0, "x");
        }
        kept.restore();
        assertEquals(before, call(1, ""));
        call(0, "y");
        kept = keeper.keep(left, 100);
        call(0, "z");
        call(1, "");
        kept.restore();
        assertEquals("1 xy 2 nil 2 nil", call(1, ""));
    }

    @Test
    void whatCannotBePutBackIsNotKept() throws LuaSyntaxException {
        KeptState.Keeper keeper = new KeptState.Keeper(sandbox, globalsThen);
        load("local t = {} host.leave(function(a) for i = 1, 50 do t[i] = i end end)");
        assertNotNull(keeper.keep(left, 40));
        call(0, "");
        assertNull(keeper.keep(left, 40));
        load("local t host.leave(function(a) t = coroutine.create(function() end) end)");
        assertNotNull(keeper.keep(left, 40));
        call(0, "");
        assertNull(keeper.keep(left, 40));
        load("local t host.leave(function(a) t = string.gmatch('a', 'b') end)");
        call(0, "");
        assertNull(keeper.keep(left, 40));
        load("local t, u = host host.leave(function(a) t = string.find u = math end)");
        assertNotNull(keeper.keep(left, 40));
        call(0, "");
        assertNotNull(keeper.keep(left, 40));
    }
}

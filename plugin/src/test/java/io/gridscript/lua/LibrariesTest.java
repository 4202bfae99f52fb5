package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridscript.lua.compiler.LuaProgram;
import io.gridscript.lua.compiler.LuaSyntaxException;
import io.gridscript.lua.vm.LuaPoll;
import io.gridscript.lua.vm.LuaStop;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.luaj.vm2.LuaString;

/** What cjson, cmsgpack, struct and bit promise without a redis-server to compare with. */
@Timeout(60)
class LibrariesTest {

    private final LuaSandbox sandbox = new LuaSandbox(Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cjson.encode = nil",
                "cjson.null = 1",
                "cmsgpack.pack = function() end",
                "rawset(struct, 'pack', nil)",
                "setmetatable(bit, {})",
                "bit.x = 1"
            })
    void cannotBeChanged(String source) {
        assertEquals("t:1: Attempt to modify a readonly table", located(error(source)));
    }

    /** Protected tables raise without a position where a library function tried. */
    private static String located(String error) {
        return error.startsWith("t:1: ") ? error : "t:1: " + error;
    }

    @Test
    void settingsEndWithTheirScript() {
        String defaults = "false 2 10 1000 1000 14 true false true";
        String settings =
                "local a, b, c = cjson.encode_sparse_array() return table.concat({tostring(a), b, c,"
                        + " cjson.encode_max_depth(), cjson.decode_max_depth(),"
                        + " cjson.encode_number_precision(), tostring(cjson.encode_keep_buffer()),"
                        + " tostring(cjson.encode_invalid_numbers()),"
                        + " tostring(cjson.decode_invalid_numbers())}, ' ')";
        assertEquals(defaults, run(settings));
        assertEquals(
                "true 3 4 1 2 3 false null false",
                run(
                        "cjson.encode_sparse_array(true, 3, 4) cjson.encode_max_depth(1)"
                                + " cjson.decode_max_depth(2) cjson.encode_number_precision(3)"
                                + " cjson.encode_keep_buffer(false)"
                                + " cjson.encode_invalid_numbers('null')"
                                + " cjson.decode_invalid_numbers(false) "
                                + settings));
        assertEquals(defaults, run(settings));
    }

    @Test
    void cve202224834TextsThatGrowAreWrittenWhole() {
        assertEquals("60000002", run("return #cjson.encode(('\\0'):rep(1e7))"));
        assertEquals(
                "1200003",
                run(
                        "local t = {} for i = 1, 1e5 do t[i] = '\\1\\1' end return #cjson.encode(t) - 299998"));
        assertEquals("10000005", run("return #cmsgpack.pack(('x'):rep(1e7))"));
        assertEquals(
                "t:1: Cannot serialise table: excessively sparse array",
                error("return cjson.encode({1, [2^30] = 2})"));
        assertEquals("{\"2147483648\":1}", run("return cjson.encode({[2^31] = 1})"));
    }

    @Test
    void cve202014147SizesOfStructsDontOverflow() {
        assertEquals("t:1: integral size overflow", error("return struct.size('i2147483648')"));
        assertEquals(
                "t:1: integral size overflow", error("return struct.pack('c99999999999', '')"));
        assertEquals(
                "t:1: integral size 2147483647 is larger than limit of 32",
                error("return struct.unpack('i2147483647', 'x')"));
        assertEquals(
                "t:1: bad argument #2 to 'unpack' (data string too short)",
                error("return struct.unpack('c2147483647', 'x')"));
        assertEquals(
                "t:1: bad argument #2 to 'unpack' (data string too short)",
                error("return struct.unpack('Lc0', ('\\254'):rep(9))"));
        assertEquals(
                "t:1: bad argument #2 to 'unpack' (data string too short)",
                error("return struct.unpack('b', 'x', -2^63)"));
        assertEquals(
                "t:1: bad argument #3 to 'pack' (string too short)",
                error("return struct.pack('c2147483647', 'x')"));
        assertEquals("6442450941", run("return struct.size(('c2147483647'):rep(3))"));
    }

    @Test
    void cve202431449TheSmallestIntegerIsACountOfHexDigits() {
        assertEquals("0000FFFF", run("return bit.tohex(65535, -2147483648)"));
        assertEquals("0000ffff", run("return bit.tohex(65535, 2147483647)"));
        assertEquals("", run("return bit.tohex(65535, 0)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[[[{\"a\":["})
    void jsonNestedDeeplyIsAnError(String open) {
        String error = error("return cjson.decode(('" + open + "'):rep(1e6))");
        assertEquals("Found too many nested data structures (1001)", upTo(" at", error));
    }

    @Test
    void messagePackNestedDeeplyIsAnError() {
        for (String head :
                new String[] {"\\145", "\\129", "\\129\\1", "\\221\\255\\255\\255\\255"}) {
            String error = onDeepStack("return cmsgpack.unpack(('" + head + "'):rep(1e5))");
            assertEquals("stack overflow ", upTo("(", error), head);
        }
    }

    @Test
    void lengthsThatAreNotThereTakeNoMemory() {
        for (String head : new String[] {"\\221", "\\223", "\\219"}) {
            assertEquals(
                    "t:1: Missing bytes in input.",
                    error("return cmsgpack.unpack('" + head + "\\255\\255\\255\\255x')"));
        }
    }

    @Test
    void tablesThatHoldThemselvesComeToAnEnd() {
        assertEquals(
                "t:1: Cannot serialise, excessive nesting (1001)",
                error("local t = {} t[1] = t return cjson.encode(t)"));
        assertEquals("17", run("local t = {} t[1] = t return #cmsgpack.pack(t)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cjson.encode_sparse_array(false, 0) return cjson.encode({[2^31 - 1] = 1})",
                "return cjson.encode(('x'):rep(1e7))",
                "return cjson.decode((' '):rep(1e7))",
                "return cjson.decode('\"' .. ('x'):rep(1e7) .. '\"')",
                "return cjson.decode('[' .. ('1,'):rep(1e6))",
                "return cmsgpack.unpack('\\221\\255\\255\\255\\255' .. ('\\1'):rep(1e6))",
                "local t = {} t = {t, t, t, t} t = {t, t, t, t} t = {t, t, t, t}"
                        + " t = {t, t, t, t} t = {t, t, t, t} t = {t, t, t, t} t = {t, t, t, t}"
                        + " t = {t, t, t, t} t = {t, t, t, t} return cmsgpack.pack(t, t)",
                "return struct.pack(('x'):rep(1e6))",
                "return struct.size(('b'):rep(1e6))"
            })
    void longWorkCanBeStopped(String source) {
        int[] polls = {0};
        LuaPoll poll =
                () -> {
                    if (++polls[0] == 3) {
                        throw new Stop();
                    }
                };
        assertThrows(Stop.class, () -> sandbox.run(program(source), poll, 1));
    }

    private static final class Stop extends LuaStop {
        private static final long serialVersionUID = 1;

        Stop() {
            super("stopped");
        }
    }

    private static String upTo(String mark, String error) {
        return error.substring("t:1: ".length(), error.indexOf(mark));
    }

    /** Threads that run scripts have a deep stack, and the one of a test may not. */
    private String onDeepStack(String source) {
        String[] error = new String[1];
        Thread deep = new Thread(null, () -> error[0] = error(source), "deep", 64 << 20);
        deep.start();
        try {
            deep.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return error[0];
    }

    private String run(String source) {
        return text((LuaString) sandbox.run(program(asText(source)), LuaPoll.NONE, 42));
    }

    private static String asText(String source) {
        return "return tostring((function() " + source + " end)())";
    }

    private String error(String source) {
        return text(
                (LuaString)
                        assertThrows(
                                        RaisedError.class,
                                        () -> sandbox.run(program(source), LuaPoll.NONE, 42))
                                .value());
    }

    private static String text(LuaString text) {
        return text.tojstring();
    }

    private static LuaProgram program(String source) {
        try {
            return LuaProgram.compile(Ascii.bytes(source), 0, "@t");
        } catch (LuaSyntaxException e) {
            throw new AssertionError(e);
        }
    }
}

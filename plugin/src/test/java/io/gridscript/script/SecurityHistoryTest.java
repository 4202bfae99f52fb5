package io.gridscript.script;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.GlobPattern;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What went wrong with scripts in Redis and its kin over the years doesn't go wrong here. */
@Timeout(120)
class SecurityHistoryTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        client = MEMBER.connect();
        MEMBER.set("script-time-limit", "3000");
    }

    @AfterEach
    void close() throws IOException {
        assertEquals(status("PONG"), client.call("PING"), "replies are still in step");
        client.close();
    }

    private Value eval(String source) throws IOException {
        return client.call("EVAL", source, "0");
    }

    private void assertFails(String expected, String source) throws IOException {
        Value reply = eval(source);
        assertTrue(reply.toString().matches("(?s)-" + expected), source + ": " + reply);
    }

    /** Debian's packages left a way to load shared libraries. */
    @Test
    void cve2022_0543_noWayOutOfTheSandbox() throws IOException {
        for (String name :
                new String[] {
                    "package",
                    "require",
                    "module",
                    "luajava",
                    "io",
                    "debug",
                    "dofile",
                    "loadfile",
                    "print",
                    "newproxy",
                    "getfenv",
                    "setfenv"
                }) {
            assertFails(".*nonexistent global variable '" + name + "'.*", "return " + name);
        }
        assertEquals(
                bulk("clock"), eval("local n = '' for k in pairs(os) do n = n .. k end return n"));
    }

    /** A script could put code into tables that another user's script then ran. */
    @Test
    void cve2022_24735_scriptsSeeNothingOfEachOther() throws IOException {
        for (String change :
                new String[] {
                    "x = 1",
                    "redis.call = 1",
                    "string.x = 1",
                    "_G.x = 1",
                    "getmetatable('').__index = 1",
                    "getmetatable('').x = 1",
                    "table.x = 1",
                    "math.random = 1",
                    "rawset(_G, 'x', 1)",
                    "rawset(redis, 'x', 1)",
                    "setmetatable(_G, {})",
                    "setmetatable(string, {})",
                    "getmetatable(_G).__index = nil",
                    "cjson.encode = nil",
                    "bit.x = 1"
                }) {
            assertFails("ERR .*", change);
        }
        eval("cjson.encode_max_depth(3) cjson.encode_sparse_array(true) math.randomseed(7)");
        assertEquals(integer(1000), eval("return cjson.encode_max_depth()"));
        eval("KEYS.x = 1 ARGV.y = 2");
        assertEquals(integer(1), eval("return (KEYS.x == nil and ARGV.y == nil) and 1 or 0"));
    }

    /** Malformed source crashed the server. */
    @Test
    void cve2022_24736_malformedSourceIsAnErrorReply() throws IOException {
        for (String source :
                new String[] {
                    "return {",
                    "local 1",
                    "x = = 1",
                    "for",
                    "return '",
                    "[[",
                    "--[[",
                    "return 0x",
                    "return 1e",
                    "\033Lua",
                    "\033LuaQ\0\1\4\4\4\10\0",
                    "#!lua name",
                    "goto x",
                    "return ...()",
                    "local a <close> = 1",
                    "\0",
                    "\377"
                }) {
            // Not an internal error, which would be a fault that was caught.
            assertFails("ERR (?!internal).*", source);
        }
        assertFails("ERR (?!internal).*", "return loadstring('\\27Lua')()");
    }

    /** cjson and cmsgpack wrote beyond their buffers. */
    @Test
    void cve2022_24834_encodersHaveLimits() throws IOException {
        assertFails("ERR .*excessive nesting.*", "local t = {} t.t = t return cjson.encode(t)");
        assertFails("ERR .*too many nested.*", "return cjson.decode(('['):rep(1e5))");
        String nested = "local t = {} for i = 1, 1e5 do t = {t} end return #cmsgpack.pack(t)";
        assertTrue(eval(nested).toString().startsWith(":"), "as deep as 16, then nil");
        MEMBER.set("script-memory-limit", "20mb");
        String growing = "local s = ('\\0'):rep(1e7) return #cjson.encode({s, s, s})";
        assertFails("ERR Script ended: it holds more memory.*", growing);
        MEMBER.set("script-memory-limit", "10%");
    }

    /** Sizes in struct overflowed. */
    @Test
    void cve2020_14147_sizesInStructDoNotOverflow() throws IOException {
        assertFails("ERR .*integral size overflow.*", "return struct.pack('i2147483648', 1)");
        assertFails("ERR .*larger than limit.*", "return struct.pack('>i33', 1)");
        assertFails("ERR .*too short.*", "return struct.unpack('c2147483647', 'x')");
        assertFails("ERR .*", "return struct.unpack('c0', 'x', 2147483647)");
        assertFails("ERR .*", "return struct.unpack('I4c0', '\\255\\255\\255\\255x')");
        assertFails("ERR .*", "return struct.unpack('i', 'xxxx', -1)");
    }

    /** bit.tohex took the least number's negative for a length. */
    @Test
    void cve2024_31449_tohexOfTheLeastLength() throws IOException {
        assertEquals(bulk("FFFFFFFF"), eval("return bit.tohex(65535 * 65537, -2147483648)"));
        assertEquals(bulk("0000ffff"), eval("return bit.tohex(65535, 2147483647)"));
        assertEquals(bulk(""), eval("return bit.tohex(1, 0)"));
    }

    /** Patterns of keys were matched by recursion without an end. */
    @Test
    void cve2024_31228_globPatternsDoNotRecurse() throws IOException {
        client.call("SET", "a".repeat(1000), "1");
        String pattern = "a*".repeat(20_000) + "b";
        assertDoesNotMatch(pattern, "a".repeat(1000));
        assertEquals("[]", client.call("KEYS", pattern).toString());
        assertEquals("[]", eval("return redis.call('keys', '" + pattern + "')").toString());
    }

    /** And took time without an end. */
    @Test
    void cve2022_36021_globPatternsHaveABudget() throws IOException {
        client.call("SET", "a".repeat(100), "1");
        String pattern = "a*".repeat(40) + "b";
        assertDoesNotMatch(pattern, "a".repeat(100));
        assertEquals("[]", client.call("KEYS", pattern).toString());
    }

    /** In time, and first outside of the member, which would never end if it took for ever. */
    private static void assertDoesNotMatch(String pattern, String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertFalse(GlobPattern.of(Ascii.bytes(pattern)).matches(Ascii.bytes(text))));
    }

    /** Ranges of unpack overflowed. */
    @Test
    void cve2025_46817_unpackHasALimit() throws IOException {
        for (String range :
                new String[] {
                    "1, 1e8",
                    "0, 2147483647",
                    "-2147483648, 2147483647",
                    "1, 2147483647",
                    "-2147483648, 0"
                }) {
            assertFails(".*too many results to unpack.*", "return {unpack({}, " + range + ")}");
        }
    }

    /** The metatable of strings could be changed for all scripts. */
    @Test
    void cve2025_46818_basicMetatablesAreFrozen() throws IOException {
        assertFails("ERR .*", "getmetatable('').__add = function() return 1 end");
        assertFails("ERR .*", "getmetatable('').__index.upper = function() return 1 end");
        assertFails("ERR .*", "string.upper = nil");
        assertFails("ERR .*", "setmetatable(getmetatable(''), {})");
        assertEquals(bulk("X"), eval("return ('x'):upper()"));
        assertEquals(integer(1), eval("return getmetatable(1) == nil and 1 or 0"));
    }

    /** Crafted source read beyond its buffer. */
    @Test
    void cve2025_46819_longStringsWithoutEnd() throws IOException {
        for (int level = 0; level < 5; level++) {
            String open = "[" + "=".repeat(level) + "[";
            assertFails("ERR .*unfinished long string.*", "return " + open);
            assertFails("ERR .*unfinished long comment.*", "--" + open);
            assertFails("ERR .*", "return " + open + "]" + "=".repeat(level + 1) + "]");
            assertFails("ERR .*", "return " + open.substring(0, open.length() - 1));
        }
    }

    /** Line ends in an error split a reply in two. */
    @Test
    void cve2025_67733_noLineEndSplitsAReply() throws IOException {
        for (String source :
                new String[] {
                    "return {err = 'a\\r\\n+OK\\r\\n'}",
                    "error('a\\r\\n+OK\\r\\n')",
                    "error({err = 'a\\r\\n:1\\r\\n'})",
                    "return {ok = 'a\\r\\n$1\\r\\nx\\r\\n'}",
                    "return redis.error_reply('a\\r\\n+b\\r\\n')",
                    "return redis.status_reply('a\\nb\\rc')",
                    "redis.setresp(3) return {big_number = '1\\r\\n2'}",
                    "redis.setresp(3) return {verbatim_string ="
                            + " {format = 'a\\r\\n', string = 'x\\r\\ny'}}",
                    "return redis.call('no\\r\\nsuch')",
                    "return redis.pcall('get', 'a\\r\\n', 'b')",
                }) {
            for (String protocol : new String[] {"2", "3"}) {
                client.call("HELLO", protocol);
                eval(source);
                assertEquals(status("PONG"), client.call("PING"), source);
            }
        }
        client.call("HELLO", "2");
    }

    /** Tables that a script returns were read through their metamethods. */
    @Test
    void redis11032_returnedTablesAreReadRaw() throws IOException {
        assertEquals(
                "[:1]",
                eval("return setmetatable({1}, {__index = function() error('read') end})")
                        .toString());
        assertFails(
                "ERR unknown error.*",
                "error(setmetatable({}, {__index = function() while true do end end}))");
    }

    /** A loop of pcall could not be killed. */
    @Test
    void redis8661_pcallDoesNotMakeAScriptUnkillable() throws IOException {
        MEMBER.set("script-time-limit", "0");
        try (RespClient runner = MEMBER.connect()) {
            // It ends itself, after a while, should nothing else end it.
            runner.send(
                    "EVAL",
                    "local start = os.clock()"
                            + " local function loop() while os.clock() - start < 15 do end end"
                            + " while os.clock() - start < 15 do pcall(loop) end return 'not killed'",
                    "0");
            MEMBER.awaitRunningScripts(1);
            assertEquals(status("OK"), client.call("SCRIPT", "KILL"));
            String reply = runner.read().toString();
            assertTrue(reply.startsWith("-ERR Script killed by user"), reply);
        }
        assertFalse(eval("return 1").toString().startsWith("-"));
    }
}

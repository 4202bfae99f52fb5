package io.gridscript.script;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** script-memory-limit and script-time-limit end scripts, which can't catch that. */
@Timeout(120)
class ScriptLimitsTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String BYTES = "1000000";

    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        client = MEMBER.connect();
    }

    @AfterEach
    void lift() throws IOException {
        client.close();
        MEMBER.set("script-time-limit", "0");
        MEMBER.set("script-memory-limit", "10%");
        MEMBER.set("min-replicas-to-write", "0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "while true do pcall(function() while true do end end) end",
                "xpcall(error, function() while true do end end)",
                "coroutine.wrap(function() pcall(function() while true do end end) end)()",
                "table.sort({3, 2, 1}, function() while true do end end)",
                "('x'):gsub('x', function() while true do end end)",
                "local s = ('a'):rep(200) s:find(('a-'):rep(40) .. 'b')",
                "while true do redis.pcall('ping') end",
                "while true do cjson.decode('[[[[1]]]]') end",
                "local t = {} for i = 1, 1e6 do t[i] = true end for i = 1, 1e6 do t[i] = nil end"
                        + " while true do next(t) end",
                "local s = ('a'):rep(5e5) while true do s:find(('a'):rep(2e5) .. 'b', 1, true) end",
                "local s = ('a'):rep(5e4) while true do s:find('.-b') end",
                "local s = ('a'):rep(1e5) while true do s:find('(.*)%1b') end",
                "while true do loadstring(('if x then '):rep(190) .. ('end '):rep(190)) end",
            })
    void endsWhatRunsTooLong(String source) throws IOException {
        MEMBER.set("script-time-limit", "150");

        assertEquals(
                error(
                        "ERR Script ended: it runs longer than script-time-limit allows (150"
                                + " milliseconds)"
                                + position(source)),
                client.call("EVAL", source, "0"));
        assertEquals(integer(1), client.call("EVAL", "return 1", "0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = 'x' while true do s = s .. s end",
                "while true do pcall(string.rep, 'x', 1e7) end",
                "return xpcall(function() return ('x'):rep(1e7) end, function() return 1 end)",
                "return coroutine.resume(coroutine.create(function() return ('x'):rep(1e7) end))",
                "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e5) end return table.concat(t)",
                "return ('x'):rep(1e5):gsub('x', ('y'):rep(100))",
                "return cjson.encode({('x'):rep(9e5), ('x'):rep(9e5)})",
                "return cjson.decode('\"' .. ('\\\\u0041'):rep(1e5) .. ('x'):rep(9e5) .. '\"')",
                "return cmsgpack.pack(('x'):rep(9e5), ('x'):rep(9e5))",
                "return struct.pack('ss', ('x'):rep(9e5), ('x'):rep(9e5))",
                "return ('%s%s'):format(('x'):rep(6e5), ('x'):rep(6e5))",
                "return tonumber(('9'):rep(9e5) .. ('9'):rep(9e5), 10)",
                "redis.call('append', KEYS[1], 'x') return ('x'):rep(1e7)",
            })
    void endsWhatTakesTooMuchAtOnce(String source) throws IOException {
        MEMBER.set("script-memory-limit", BYTES);

        assertEquals(
                error(
                        "ERR Script ended: it holds more memory than script-memory-limit allows ("
                                + BYTES
                                + " bytes)"
                                + position(source)),
                client.call("EVAL", source, "1", "appended"));
        assertEquals(integer(1), client.call("EVAL", "return 1", "0"));
    }

    @Test
    void allowsManyTimesTheLimitOfGarbage() throws IOException {
        // Room for what grows meanwhile in the rest of this JVM, which can't be told apart.
        MEMBER.set("script-memory-limit", "8000000");

        assertEquals(
                integer(5000),
                client.call(
                        "EVAL",
                        "local n = 0 for i = 1, 5000 do n = n + #('x'):rep(1e5) / 1e5 end return n",
                        "0"));
    }

    @Test
    void whatWasWrittenStays() throws IOException {
        MEMBER.set("script-time-limit", "100");

        String source = "redis.call('set', KEYS[1], ARGV[1]) while true do pcall(error) end";
        Value reply = client.call("EVAL", source, "1", "written", "here");
        assertTrue(
                reply.toString().startsWith("-ERR Script ended: it runs longer"), reply::toString);
        assertEquals(bulk("here"), client.call("GET", "written"));
    }

    @Test
    void endsOnlyTheScriptInATransaction() throws IOException {
        MEMBER.set("script-memory-limit", BYTES);

        client.call("MULTI");
        client.call("SET", "before", "1");
        client.call("EVAL", "return ('x'):rep(1e8)", "0");
        client.call("INCR", "before");
        String replies = client.call("EXEC").toString();
        assertTrue(replies.matches("(?s).*OK.*-ERR Script ended.*:2.*"), replies);
    }

    /** A small table makes a reply of any size when it holds another twice, and that another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local t = {1} for i = 1, 60 do t = {t, t} end return t",
                "redis.setresp(3) local t = {1} for i = 1, 60 do"
                        + " t = {map = {a = t, b = t}} end return t",
                "local s = ('x'):rep(9e5) return {s, s, s}",
            })
    void endsAReplyThatWouldBeTooLarge(String source) throws IOException {
        MEMBER.set("script-memory-limit", BYTES);

        Value reply = client.call("EVAL", source, "0");
        assertTrue(
                reply.toString().startsWith("-ERR Script ended: it holds more"), reply::toString);
        assertEquals(status("PONG"), client.call("PING"), "nothing is left of the reply");
    }

    @Test
    void endsAfterACommandWhoseReplyIsTooLarge() throws IOException {
        client.call("SETRANGE", "long", "2000000", "x");
        client.call("EVAL", "for i = 1, 50000 do redis.call('rpush', 'list', i) end", "0");
        MEMBER.set("script-memory-limit", BYTES);

        for (String call : new String[] {"'get', 'long'", "'lrange', 'list', 0, -1"}) {
            Value reply = client.call("EVAL", "return redis.pcall(" + call + ")", "0");
            assertTrue(reply.toString().startsWith("-ERR Script ended: it holds more"), call);
        }
        Value reply = client.call("EVAL", "return redis.pcall('lpop', 'list', 40000)", "0");
        assertTrue(reply.toString().startsWith("-ERR Script ended: it holds more"));
        assertEquals(integer(10_000), client.call("LLEN", "list"), "the command itself has ended");
    }

    @Test
    void limitsAreTakenAndShown() throws IOException {
        assertEquals(status("OK"), client.call("CONFIG", "SET", "script-memory-limit", "64mb"));
        assertEquals(
                "[\"script-memory-limit\", \"67108864\"]",
                client.call("CONFIG", "GET", "script-memory-limit").toString());
        assertEquals(status("OK"), client.call("CONFIG", "SET", "script-memory-limit", "7%"));
        assertEquals(
                "[\"script-memory-limit\", \"7%\"]",
                client.call("CONFIG", "GET", "script-memory-limit").toString());
        assertTrue(
                client.call("CONFIG", "SET", "script-time-limit", "-1").toString().startsWith("-"));
    }

    private static String position(String source) {
        String sha1 = Ascii.string(Sha1.hex(Ascii.bytes(source)));
        return " script: " + sha1 + ", on @user_script:1.";
    }
}

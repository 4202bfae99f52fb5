package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;

/** The table redis and the conversions, also where no redis-server is there to compare with. */
class RedisLibraryTest {

    private final ScriptBench resp2 = new ScriptBench(2);
    private final ScriptBench resp3 = new ScriptBench(3);

    @Test
    void valuesBecomeReplies() {
        both(":3", "return 3.99");
        both(":-3", "return -3.99");
        both(":-9223372036854775808", "return 0/0");
        both(":-9223372036854775808", "return 2^63");
        both("\"x\"", "return 'x'");
        both("[:1, \"a\", [:2]]", "return {1, 'a', {2}}");
        both("[:1]", "return {1, nil, 3}");
        both("+fine", "return {ok = 'fine'}");
        both("-MY error", "return {err = 'MY error'}");
        differ("nil", "null", "return nil");
        both(":1", "return true");
        differ("nil", "null", "return false");
        differ(":1", "#t", "redis.setresp(3) return true");
        differ(":0", "#f", "redis.setresp(3) return false");
        differ("\"1e+300\"", ",1e+300", "return {double = 1e300}");
        differ("\"x\"", "=txt:\"x\"", "return {verbatim_string = {format = 'txt', string = 'x'}}");
        differ("\"12  3\"", "(12  3", "return {big_number = '12\\r\\n3'}");
        both("+a  b", "return {ok = 'a\\r\\nb'}");
        both("-ERR a  b", "return {err = 'ERR a\\r\\nb'}");
    }

    @Test
    void mapsAndSetsKeepTheirKindInResp3() {
        differ("[\"k\", :1]", "%[\"k\", :1]", "return {map = {k = 1}}");
        differ("[\"m\"]", "~[\"m\"]", "return {set = {m = true}}");
        differ("[]", "%[]", "return {map = {}}");
    }

    @Test
    void resultsAreReadWithoutMetamethods() {
        both("[]", "return setmetatable({}, {__index = function() error('seen') end})");
        both("[]", "return setmetatable({}, {__index = {ok = 'x', err = 'y'}})");
    }

    @Test
    void nestingEndsWithAnErrorWhereRedisEndsIt() {
        String array = resp2.bytes("local a = {} a[1] = a return a");
        assertEquals("*1\r\n".repeat(7995) + "-ERR reached lua stack limit\r\n", array);
        String map = resp3.bytes("local a = {} a.map = {k = a} return a");
        assertEquals(2665, map.chars().filter(c -> c == '%').count());
        assertTrue(map.endsWith("-ERR reached lua stack limit\r\n".repeat(2)));
        String set = resp3.bytes("local a = {} a.set = {[a] = true} return a");
        assertEquals("~1\r\n".repeat(2665) + "-ERR reached lua stack limit\r\n", set);
    }

    @Test
    void repliesBecomeValues() {
        both("\"false\"", "return tostring(redis.call('get', 'x'))");
        both("\"nil\"", "redis.setresp(3) return tostring(redis.call('get', 'x'))");
        both("\"PONG\"", "return redis.call('ping').ok");
        both("\"table\"", "return type(redis.call('lrange', 'x', 0, -1))");
        both("\"3.141\"", "return redis.call('debug', 'protocol', 'double')");
        both(
                "\"3.141\"",
                "redis.setresp(3)"
                        + " return tostring(redis.call('debug', 'protocol', 'double').double)");
        both(
                "\"truefalse\"",
                "redis.setresp(3) local m = redis.call('debug', 'protocol', 'map').map"
                        + " return tostring(m[1]) .. tostring(m[0])");
        both("[:0, :0, :1, :1, :2, :0]", "return redis.call('debug', 'protocol', 'map')");
        both(
                "\"true\"",
                "redis.setresp(3)"
                        + " return tostring(redis.call('debug', 'protocol', 'set').set[2])");
        both(
                "\"txt\"",
                "redis.setresp(3)"
                        + " return redis.call('debug', 'protocol', 'verbatim').verbatim_string.format");
    }

    @Test
    void nestedRepliesBecomeNestedTables() {
        LuaReplyWriter writer = new LuaReplyWriter(Long.MAX_VALUE);
        writer.begin(3);
        writer.array(3);
        writer.map(1);
        writer.bulk("key");
        writer.array(2);
        writer.integer(1);
        writer.set(0);
        writer.error(ErrorReply.SYNTAX);
        writer.integer(9);
        LuaTable table = writer.value().checktable();
        assertEquals(1, table.get(1).get("map").get("key").get(1).toint());
        assertTrue(table.get(1).get("map").get("key").get(2).get("set").istable());
        assertEquals("ERR syntax error", table.get(2).get("err").tojstring());
        assertEquals(9, table.get(3).toint());
        assertTrue(!writer.isError(), "an error inside a reply is no error of the call");
        writer.begin(2);
        writer.error(ErrorReply.SYNTAX);
        assertTrue(writer.isError());
    }

    @Test
    void numbersBecomeArgumentsWithoutLoss() {
        resp2.eval("redis.pcall('x', 1, 2.5, -0.1, 2^53, 2^62, 1e300, 1/3, 1e15, -0, 'a\\0b')");
        assertEquals(
                List.of(
                        "x 1 2.5 -0.1 9007199254740992 4611686018427387904 1e+300"
                                + " 0.3333333333333333 1000000000000000 0 a\0b"),
                resp2.commands.received);
    }

    @Test
    void errorsOfCallsTellWhereTheyCameFrom() {
        String source = "local a = 1\nreturn redis.call('nosuch')";
        both(
                "-ERR Unknown Redis command called from script script: "
                        + ScriptBench.run(source).executable().title()
                        + ", on @user_script:2.",
                source);
        both("-ERR Unknown Redis command called from script", "return redis.pcall('nosuch')");
        both(
                "\"ERR Unknown Redis command called from script\"",
                "local ok, e = pcall(redis.call, 'nosuch') return e");
        both(":1", "return redis.pcall('nosuch').ignore_error_stats_update and 1");
        both(
                "-WRONGTYPE Operation against a key holding the wrong kind of value",
                "return redis.pcall('type', 'x')");
    }

    @Test
    void oddErrorsStillAreErrorReplies() {
        assertEquals(endOf("ERR unknown error", "error({})"), resp2.eval("error({})"));
        assertEquals(endOf("ERR nil", "error()"), resp2.eval("error()"));
        assertEquals(endOf("ERR true", "error(true)"), resp2.eval("error(true)"));
        assertTrue(resp2.eval("error(type)").startsWith("-ERR function: 0x"));
        assertEquals(
                endOf("ERR 12", "error({err = 'ERR 12'})"), resp2.eval("error({err = 'ERR 12'})"));
        String metatable = "error(setmetatable({}, {__index = function() while true do end end}))";
        assertEquals(endOf("ERR unknown error", metatable), resp2.eval(metatable));
    }

    @Test
    void errorsOfCommandsAreNotCountedTwice() {
        assertTrue(error("return redis.call('nosuch')").isRepeated());
        assertTrue(error("return redis.pcall('nosuch')").isRepeated());
        assertFalse(error("return redis.error_reply('MY x')").isRepeated());
        assertFalse(error("error('x')").isRepeated());
    }

    @Test
    void faultsOfCommandsPassTheScript() {
        ScriptRun run = ScriptBench.run("pcall(redis.call, 'x') return 1");
        IllegalStateException fault = new IllegalStateException("a fault");
        RedisCalls faulty =
                new RedisCalls() {
                    @Override
                    public void call(byte[][] argv, ScriptRun ofRun, ReplyWriter reply) {
                        throw fault;
                    }

                    @Override
                    public boolean aclCheck(byte[][] argv, ScriptRun ofRun) {
                        throw fault;
                    }
                };
        RespWriter reply = new RespWriter(2, Unpooled.buffer());
        ScriptInterpreter interpreter = new ScriptInterpreter();
        assertSame(
                fault,
                assertThrows(
                        IllegalStateException.class, () -> interpreter.run(run, faulty, reply)));
    }

    @Test
    void commandsMayKeepAndChangeTheirArguments() {
        ScriptRun run = ScriptBench.run("redis.call('x', 'short') return 'short'");
        RedisCalls changing =
                new RedisCalls() {
                    @Override
                    public void call(byte[][] argv, ScriptRun ofRun, ReplyWriter reply) {
                        argv[1][0] = '!';
                        reply.ok();
                    }

                    @Override
                    public boolean aclCheck(byte[][] argv, ScriptRun ofRun) {
                        return true;
                    }
                };
        ByteBuf buffer = Unpooled.buffer();
        new ScriptInterpreter().run(run, changing, new RespWriter(2, buffer));
        assertEquals("$5\r\nshort\r\n", Ascii.string(ByteBufUtil.getBytes(buffer)));
    }

    private static ErrorReply error(String source) {
        ScriptRun run = ScriptBench.run(source);
        RespWriter reply = new RespWriter(2, Unpooled.buffer());
        return assertThrows(
                ErrorReply.class,
                () -> new ScriptInterpreter().run(run, new CannedCommands(), reply));
    }

    @Test
    void wordsErrorsAsRedis8() {
        String invalidLevel = "redis.log(17, 'x')";
        assertEquals(endOf("ERR Invalid log level.", invalidLevel), resp2.eval(invalidLevel));
        String noArgument = "redis.set_repl()";
        assertEquals(
                endOf("ERR redis.set_repl() requires one argument.", noArgument),
                resp2.eval(noArgument));
    }

    @Test
    void theApiIsThereUnderBothNames() {
        both("\"8.0.0 524288\"", "return redis.REDIS_VERSION .. ' ' .. redis.REDIS_VERSION_NUM");
        both("+PONG", "return server.call('ping')");
        both(
                "[:0, :1, :2, :3]",
                "return {server.LOG_DEBUG, redis.LOG_VERBOSE, redis.LOG_NOTICE, redis.LOG_WARNING}");
        both(
                "[:0, :1, :2, :2, :3]",
                "return {redis.REPL_NONE, redis.REPL_AOF, redis.REPL_SLAVE, redis.REPL_REPLICA,"
                        + " redis.REPL_ALL}");
    }

    @Test
    void whatOneScriptChoosesEndsWithIt() {
        both(":1", "redis.setresp(3) return 1");
        both("\"false\"", "return tostring(redis.call('get', 'x'))");
        ScriptRun run = ScriptBench.run("redis.set_repl(redis.REPL_NONE)");
        assertEquals(Replication.ALL, run.replication());
    }

    @Test
    void keysAndArgumentsAreFreshForEachRun() {
        String source = "KEYS[1] = 'changed' ARGV.x = 1 return {#KEYS, #ARGV}";
        String[] keys = {"k"};
        assertEquals("[:1, :0]", resp2.eval(source, keys, new String[0]).toString());
        assertEquals("[\"k\"]", resp2.eval("return KEYS", keys, new String[0]).toString());
        assertEquals("[]", resp2.eval("return ARGV"));
    }

    @Test
    void bytesPassUnchanged() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        String[] arguments = {all.toString()};
        String source = "return redis.call('echo', ARGV[1]) == ARGV[1] and #ARGV[1]";
        assertEquals(":256", resp2.eval(source, new String[0], arguments).toString());
        assertEquals("echo " + all, resp2.commands.received.get(0));
        assertEquals(256, Ascii.bytes(all.toString()).length);
    }

    private static String endOf(String error, String source) {
        return "-"
                + error
                + " script: "
                + ScriptBench.run(source).executable().title()
                + ", on @user_script:1.";
    }

    private void both(String reply, String source) {
        differ(reply, reply, source);
    }

    private void differ(String inResp2, String inResp3, String source) {
        assertEquals(inResp2, resp2.eval(source), source);
        assertEquals(inResp3, resp3.eval(source), source);
    }
}

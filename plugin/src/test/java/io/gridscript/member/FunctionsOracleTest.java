package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.script.ScriptOracleTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Libraries and their functions, compared with a redis-server. */
class FunctionsOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private RespClient ours;
    private BesideRedis pair;

    @BeforeEach
    void connect() throws IOException {
        ours = MEMBER.connect();
        pair = BesideRedis.of(REDIS, ours);
        pair.both("FUNCTION", "FLUSH");
    }

    @AfterEach
    void disconnect() throws IOException {
        pair.close();
        ours.close();
    }

    private void compareAll(String... requests) throws IOException {
        for (String protocol : List.of("2", "3")) {
            pair.both("HELLO", protocol);
            for (String request : requests) {
                pair.compare(request.split(" "));
            }
        }
    }

    /** The top level of a library; what it does is refused, or it becomes the library's. */
    private void compareLoads(String... bodies) throws IOException {
        for (String body : bodies) {
            pair.compare("FUNCTION", "LOAD", "REPLACE", "#!lua name=lib\n" + body);
            pair.compare("FUNCTION", "LIST", "WITHCODE");
        }
    }

    @Test
    void firstLinesAreReadAsRedisReadsThem() throws IOException {
        String body = "\nredis.register_function('f', function() return 1 end)";
        for (String line :
                List.of(
                        "",
                        "#",
                        "#!",
                        "#!lua",
                        "#!lua ",
                        "#!lua name",
                        "#!lua name=",
                        "#!lua name=a-b",
                        "#!lua name=a b=c",
                        "#!lua name=a name=b",
                        "#!lua nAme=a",
                        "#!LUA name=a",
                        "#! lua name=a",
                        "#!python name=a",
                        "#!lua name=\"a\"",
                        "#!lua name='a_1'",
                        "#!lua \"name=a",
                        "#!lua name=a\0",
                        "#!lua\tname=a\t",
                        "#!lua flags=no-writes name=a",
                        "#!lua NAME=a",
                        "#lua name=a",
                        "lua name=a")) {
            pair.compare("FUNCTION", "LOAD", line);
            pair.compare("FUNCTION", "LOAD", line + body);
            pair.compare("FUNCTION", "LIST", "WITHCODE");
            pair.both("FUNCTION", "FLUSH");
        }
    }

    @Test
    void topLevelsMayDoWhatTheyMayInRedis() throws IOException {
        compareLoads(
                "redis.call('ping')",
                "redis.pcall('ping')",
                "redis.setresp(3)",
                "local x = math.abs(3)",
                "local x = tostring(1)",
                "local a = {} for k, v in pairs(a) do end",
                "foo = 1",
                "function foo() end",
                "redis.x = 1",
                "redis = nil",
                "local x =",
                "return 1",
                "",
                "error('x')",
                "local f = nil f()",
                "local t = {} t.a.b = 1",
                "local x = 'a' + 1",
                "local function f() return f() + 1 end f()",
                "redis.log(1)",
                "redis.log('x', 'y')",
                "redis.log(redis.LOG_DEBUG, 'y')",
                "if redis.REDIS_VERSION_NUM == 0 then redis.call() end",
                "redis.register_function(redis.LOG_WARNING, function() end)",
                "redis.register_function('g', function() end) local x = nil + 1",
                "local x = _G",
                "return 'a', redis.register_function('g', function() return 2 end)",
                "x.y = 1",
                "redis.register_function('g', function() end)\n\nlocal n = nil .. 'a'",
                "local KEYS = KEYS",
                "redis.register_function('g', redis.log)");
    }

    @Test
    void registrationsAreRefusedAsInRedis() throws IOException {
        String f = "function() return 1 end";
        compareLoads(
                "redis.register_function()",
                "redis.register_function('x')",
                "redis.register_function(1, 2, 3)",
                "redis.register_function('a', 'b')",
                "redis.register_function({}, " + f + ")",
                "redis.register_function(nil, " + f + ")",
                "redis.register_function(1.5, " + f + ")",
                "redis.register_function(15, " + f + ")",
                "redis.register_function('b-c', " + f + ")",
                "redis.register_function('', " + f + ")",
                "redis.register_function('a\\0', " + f + ")",
                "redis.register_function('a', " + f + ") redis.register_function('a', " + f + ")",
                "redis.register_function{}",
                "redis.register_function{function_name='a'}",
                "redis.register_function{callback=" + f + "}",
                "redis.register_function{function_name={}}",
                "redis.register_function{function_name=12, callback=" + f + "}",
                "redis.register_function{FUNCTION_NAME='a', CallBack=" + f + "}",
                "redis.register_function{callback=1}",
                "redis.register_function{description={}}",
                "redis.register_function{function_name='a', callback="
                        + f
                        + ", description='what it does\\n\\255'}",
                "redis.register_function{function_name='a', callback=" + f + ", description=''}",
                "redis.register_function{function_name='a', callback=" + f + ", description=7}",
                "redis.register_function{flags=1}",
                "redis.register_function{flags={1}}",
                "redis.register_function{flags={{}}}",
                "redis.register_function{flags={'no-write'}}",
                "redis.register_function{function_name='a', callback=" + f + ", flags={}}",
                "redis.register_function{function_name='a', callback="
                        + f
                        + ", flags={'ALLOW-OOM', 'no-writes', 'no-writes', x='y'}}",
                "redis.register_function{function_name='a', callback="
                        + f
                        + ", flags={'allow-stale', 'no-cluster', 'allow-cross-slot-keys'}}",
                "redis.register_function{other=1}",
                "redis.register_function{[1]='a'}",
                "redis.register_function{[true]='a'}",
                "redis.register_function{[{}]='a'}");
    }

    @Test
    void repliesAreThoseOfRedis() throws IOException {
        String library =
                "#!lua name=mylib\n"
                        + "redis.register_function('f', function(keys, args)\n"
                        + "  return {#keys, #args, keys[1], args[1]}\nend)\n";
        String readingAndWriting =
                "#!lua name=other\n"
                        + "redis.register_function{function_name='ro', flags={'no-writes'},"
                        + " callback=function(keys)"
                        + " return redis.call('set', 'a', 'b') end}\n"
                        + "redis.register_function('w', function(keys)"
                        + " return redis.call('set', keys[1], 'b') end)\n";
        pair.both("FUNCTION", "LOAD", library);
        compareAll("FUNCTION LIST", "FUNCTION LIST withcode");
        pair.both("FUNCTION", "LOAD", readingAndWriting);
        compareAll(
                "FUNCTION",
                "FUNCTION nothing",
                "FUNCTION LOAD",
                "FUNCTION LOAD a",
                "FUNCTION LOAD REPLACE",
                "FUNCTION LOAD a b",
                "FUNCTION LOAD REPLACE a b",
                "FUNCTION DELETE",
                "FUNCTION DELETE nothing",
                "FUNCTION DELETE MYLIB",
                "FUNCTION FLUSH a",
                "FUNCTION FLUSH SYNC b",
                "FUNCTION LIST a",
                "FUNCTION LIST LIBRARYNAME",
                "FUNCTION LIST LIBRARYNAME m*",
                "FUNCTION LIST LIBRARYNAME M*",
                "FUNCTION LIST LIBRARYNAME x*",
                "FUNCTION LIST WITHCODE WITHCODE",
                "FUNCTION LIST LIBRARYNAME a LIBRARYNAME b",
                "FUNCTION STATS",
                "FUNCTION STATS a",
                "FUNCTION KILL",
                "FUNCTION KILL a",
                "FUNCTION DUMP a",
                "FUNCTION RESTORE",
                "FUNCTION RESTORE a",
                "FUNCTION RESTORE a b",
                "FUNCTION RESTORE a FLUSH c",
                "SCRIPT KILL",
                "FCALL",
                "FCALL f",
                "FCALL g 0",
                "FCALL g x",
                "FCALL f x",
                "FCALL f -1",
                "FCALL f 1",
                "FCALL f 9223372036854775808",
                "FCALL f 0",
                "FCALL F 1 k a b",
                "FCALL_RO f 0",
                "FCALL ro 0",
                "FCALL_RO ro 0",
                "FCALL_RO w 1 a",
                "FCALL w 1 a",
                "GET a",
                "COMMAND GETKEYS FCALL f 2 a b c",
                "COMMAND GETKEYSANDFLAGS FCALL_RO f 1 a b",
                "COMMAND INFO FUNCTION|LOAD FUNCTION|FLUSH FUNCTION|DELETE FUNCTION|RESTORE",
                "COMMAND INFO FUNCTION|LIST FUNCTION|DUMP FUNCTION|HELP",
                "MULTI",
                "FCALL f 1 k",
                "FUNCTION STATS",
                "FUNCTION DELETE nothing",
                "FCALL nothing 0",
                "EXEC");
        pair.compare("FUNCTION", "LOAD", library);
        pair.compare("FUNCTION", "LOAD", "#!lua name=mylib\nlocal x =");
        pair.compare("FUNCTION", "LOAD", "REPLACE", "#!lua name=mylib\nlocal x =");
        pair.compare("FUNCTION", "LOAD", library.replace("mylib", "third"));
        pair.compare("FUNCTION", "LOAD", "#!lua name=z\nredis.register_function('W',print)");
        pair.compare(
                "FUNCTION",
                "LOAD",
                "#!lua name=z\nredis.register_function('W', function() return 1 end)");
    }

    @Test
    void flagsDecideWhatRunsWithoutMemory() throws IOException {
        pair.both(
                "FUNCTION",
                "LOAD",
                "#!lua name=lib\n"
                        + "redis.register_function('plain', function() return 1 end)\n"
                        + "redis.register_function{function_name='reads', flags={'no-writes'},"
                        + " callback=function() return redis.call('get', 'a') end}\n"
                        + "redis.register_function{function_name='needs', flags={'allow-oom'},"
                        + " callback=function() return redis.call('set', 'a', 'b') end}\n"
                        + "redis.register_function{function_name='frees', flags={'allow-oom'},"
                        + " callback=function() return redis.call('del', 'a') end}\n");
        pair.both("SET", "a", "b");
        pair.both("CONFIG", "SET", "maxmemory", "1");
        try {
            compareAll(
                    "FCALL plain 0",
                    "FCALL_RO plain 0",
                    "FCALL reads 0",
                    "FCALL_RO reads 0",
                    "FCALL needs 0",
                    "FCALL frees 0",
                    "FCALL nothing 0",
                    "FCALL plain x",
                    "FUNCTION LOAD text",
                    "FUNCTION RESTORE text",
                    "FUNCTION DELETE nothing");
        } finally {
            pair.both("CONFIG", "SET", "maxmemory", "0");
        }
    }

    /** What a call answers, with the positions of its errors. */
    @Test
    void functionsAnswerAsInRedis() throws IOException {
        List<String> bodies =
                List.of(
                        "return 1",
                        "return {1, 'a', false, true, {2.7, nil, 3}}",
                        "return {ok='fine'}",
                        "return {err='FOO bar'}",
                        "return redis.error_reply('no')",
                        "return redis.status_reply('yes')",
                        "return redis.call('incr', keys[1])",
                        "return redis.call('get', keys[1], 'b')",
                        "return redis.pcall('lpush', keys[1])",
                        "return redis.call('nothing')",
                        "redis.setresp(3) return redis.call('hgetall', 'nothing')",
                        "redis.setresp(4)",
                        "x = 1",
                        "return x",
                        "return KEYS",
                        "return ARGV",
                        "return redis.debug",
                        "return redis.replicate_commands",
                        "return redis.breakpoint",
                        "return redis.register_function('a', 1)",
                        "local x = nil + 1",
                        "local x = keys.a.b",
                        "error('boo')",
                        "error({err='CODE boo'})",
                        "error()",
                        "error({err='a', source='b', line=3})",
                        "_G.x = 1",
                        "getmetatable(_G).__index = nil",
                        "setmetatable(_G, {})",
                        "redis.call = nil",
                        "rawset(redis, 'call', 1)",
                        "string.rep = nil",
                        "return type(getfenv)",
                        "return pcall(function() return x end)",
                        "return {pcall(redis.call, 'nothing')}",
                        "return tostring(redis.REDIS_VERSION ~= nil)",
                        "return redis.sha1hex('a')",
                        "return redis.acl_check_cmd('get', 'a')",
                        "return redis.call('function', 'list')",
                        "return redis.call('fcall', 'f', 0)",
                        "return redis.call('eval', 'return 1', 0)",
                        "return loadstring('return 2')()",
                        "return cjson.encode({a=1})",
                        "local function f(n) if n == 0 then return redis.call('x') end"
                                + " f(n - 1) end\nf(3)",
                        "return select('#', keys, args)",
                        "return {double=3.5}",
                        "return {map={a=1}}",
                        "return #keys .. #args");
        for (String protocol : List.of("2", "3")) {
            pair.both("HELLO", protocol);
            for (String body : bodies) {
                String library =
                        "#!lua name=lib\n"
                                + "redis.register_function('f', function(keys, args)\n"
                                + body
                                + "\nend)";
                pair.compare("FUNCTION", "LOAD", "REPLACE", library);
                pair.compare("FCALL", "f", "1", "key", "arg");
                pair.compare("FCALL", "f", "0");
            }
        }
    }

    /** What scripts do, functions do too. */
    @Test
    void scriptsAsFunctionsAnswerAsInRedis() throws IOException {
        List<String> differences = new ArrayList<>();
        for (String protocol : List.of("2", "3")) {
            pair.both("HELLO", protocol);
            for (String body : ScriptOracleTest.scripts()) {
                String library =
                        "#!lua name=lib\nredis.register_function('f', function(KEYS, ARGV) "
                                + body
                                + "\nend)";
                pair.both("FUNCTION", "FLUSH");
                pair.both("FLUSHALL");
                pair.compare("FUNCTION", "LOAD", library);
                String[] call = {"FCALL", "f", "2", "k1", "k2", "a1", "2"};
                String theirs = pair.theirs().call(call).toString();
                String here = ours.call(call).toString();
                if (!here.equals(theirs)) {
                    differences.add(body + "\n  redis " + theirs + "\n  here  " + here);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void whatFunctionsRememberLastsAsInRedis() throws IOException {
        String library =
                "#!lua name=lib\n"
                        + "local n = 0\nlocal seen = {}\n"
                        + "local function count() n = n + 1 return n end\n"
                        + "redis.register_function('count', count)\n"
                        + "redis.register_function('twice', function() count() return count() end)\n"
                        + "redis.register_function('see', function(keys, args)"
                        + " local was = seen[args[1]] seen[args[1]] = args[2]"
                        + " return {was or 'new', n} end)\n"
                        + "redis.register_function('fail', function() n = 100 error('no') end)\n";
        pair.compare("FUNCTION", "LOAD", library);
        for (String call :
                List.of(
                        "FCALL count 0",
                        "FCALL count 0",
                        "FCALL twice 0",
                        "FCALL see 0 a 1",
                        "FCALL see 0 a 2",
                        "FCALL fail 0",
                        "FCALL count 0",
                        "FLUSHALL",
                        "SCRIPT FLUSH",
                        "FCALL count 0",
                        "FCALL see 0 a 3")) {
            pair.compare(call.split(" "));
        }
        String other = "#!lua name=other\nredis.register_function('g', function() return 1 end)";
        pair.compare("FUNCTION", "LOAD", other);
        pair.compare("FCALL", "count", "0");
        pair.compare("FUNCTION", "DELETE", "other");
        pair.compare("FCALL", "count", "0");
        pair.compare("FUNCTION", "LOAD", "REPLACE", library + "error()");
        pair.compare("FCALL", "count", "0");
        pair.compare("FUNCTION", "LOAD", "REPLACE", library);
        pair.compare("FCALL", "count", "0");
    }

    @Test
    void payloadsAreExchangedWithRedis() throws IOException {
        for (String text :
                List.of(
                        "#!lua name=a\nredis.register_function('f', function() return 'a' end)",
                        "#!lua name=b\nredis.register_function('g', function() return '"
                                + "long ".repeat(500)
                                + "' end)",
                        "#!lua name=c\nredis.register_function('h', function() return '\u00ff\0' end)")) {
            pair.both("FUNCTION", "LOAD", text);
            String theirs = ((Bulk) pair.theirs().call("FUNCTION", "DUMP")).text();
            String dumpedHere = ((Bulk) ours.call("FUNCTION", "DUMP")).text();
            Value list = list(pair.theirs().call("FUNCTION", "LIST", "WITHCODE"));
            pair.both("FUNCTION", "FLUSH");
            assertEquals(status("OK"), ours.call("FUNCTION", "RESTORE", theirs));
            assertEquals(list, list(ours.call("FUNCTION", "LIST", "WITHCODE")));
            assertEquals(status("OK"), pair.theirs().call("FUNCTION", "RESTORE", dumpedHere));
            assertEquals(list, list(pair.theirs().call("FUNCTION", "LIST", "WITHCODE")));
            assertEquals(bulk("a"), ours.call("FCALL", "f", "0"));
        }
    }

    /** Redis tells of libraries in the order of a hash table. */
    private static Value list(Value reply) {
        List<Value> libraries = new ArrayList<>(((Aggregate) reply).elements());
        libraries.sort((one, other) -> one.toString().compareTo(other.toString()));
        return RespClient.array(libraries.toArray(new Value[0]));
    }

    @Test
    void restoringFollowsThePolicyAsInRedis() throws IOException {
        String a = "#!lua name=a\nredis.register_function('f', function() return 'first' end)";
        pair.both("FUNCTION", "LOAD", a);
        String payload = ((Bulk) pair.theirs().call("FUNCTION", "DUMP")).text();
        pair.compare("FUNCTION", "RESTORE", payload);
        pair.compare("FUNCTION", "RESTORE", payload, "append");
        pair.both("FUNCTION", "LOAD", "REPLACE", a.replace("first", "second"));
        pair.compare("FUNCTION", "RESTORE", payload, "Replace");
        pair.compare("FCALL", "f", "0");
        pair.both("FUNCTION", "FLUSH");
        pair.both("FUNCTION", "LOAD", a.replace("name=a", "name=b"));
        pair.compare("FUNCTION", "RESTORE", payload);
        pair.compare("FUNCTION", "RESTORE", payload, "REPLACE");
        pair.compare("FUNCTION", "LIST");
        pair.compare("FUNCTION", "RESTORE", payload, "FLUSH");
        pair.compare("FUNCTION", "LIST");
        pair.compare("FUNCTION", "RESTORE", payload, "OTHER");
        pair.compare("FUNCTION", "RESTORE", payload.substring(1));
        pair.both("SET", "key", "value");
        String value = ((Bulk) pair.theirs().call("DUMP", "key")).text();
        pair.compare("FUNCTION", "RESTORE", value);
        pair.both("FUNCTION", "FLUSH");
        String empty = ((Bulk) pair.theirs().call("FUNCTION", "DUMP")).text();
        pair.compare("FUNCTION", "RESTORE", empty);
        assertEquals(10, empty.length());
    }
}

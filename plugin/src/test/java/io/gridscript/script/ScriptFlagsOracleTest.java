package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every choice of flags, with what may stand against a script: as a Redis without cluster. */
@Timeout(120)
class ScriptFlagsOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @RegisterExtension static final RedisOracle ORACLE = new RedisOracle();

    private static final String[] FLAGS = {
        "no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys"
    };

    /** maxmemory and min-replicas-to-write. */
    private static final String[] NO_LIMIT = {"0", "0"};

    private static final String[] SHORT_OF_MEMORY = {"1", "0"};
    private static final String[][] LIMITS = {NO_LIMIT, SHORT_OF_MEMORY, {"0", "3"}};

    private RespClient redis;
    private RespClient member;

    @BeforeEach
    void connect() throws IOException {
        redis = new RespClient(ORACLE.port());
        member = MEMBER.connect();
    }

    @AfterEach
    void lift() throws IOException {
        for (RespClient each : List.of(redis, member)) {
            limit(each, NO_LIMIT);
            each.call("FLUSHALL");
            each.call("FUNCTION", "FLUSH");
            each.close();
        }
    }

    private static void limit(RespClient client, String[] limit) throws IOException {
        client.call("CONFIG", "SET", "maxmemory", limit[0], "min-replicas-to-write", limit[1]);
    }

    private void limitBoth(String[] limit) throws IOException {
        limit(redis, limit);
        limit(member, limit);
    }

    static List<String> choices() {
        List<String> choices = new ArrayList<>();
        for (int bits = 0; bits < 1 << FLAGS.length; bits++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < FLAGS.length; i++) {
                if ((bits >> i & 1) != 0) {
                    chosen.add(FLAGS[i]);
                }
            }
            choices.add("#!lua flags=" + String.join(",", chosen) + "\n");
        }
        choices.add("#!lua\n");
        choices.add("");
        return choices;
    }

    private void assertSame(String... request) throws IOException {
        assertEquals(
                redis.call(request).toString(),
                member.call(request).toString(),
                String.join(" ", request));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void isRefusedAsByRedis(String firstLine) throws IOException {
        for (String[] limit : LIMITS) {
            limitBoth(limit);
            for (String body :
                    new String[] {
                        "return 1",
                        "return redis.call('get', '{a}k')",
                        "return redis.call('set', '{a}k', 'v')",
                        "return redis.call('del', '{a}k', '{b}k')",
                        "redis.call('del', 'a') return redis.call('set', 'b', 'v')",
                    }) {
                for (String command : new String[] {"EVAL", "EVAL_RO"}) {
                    assertSame(command, firstLine + body, "0");
                }
            }
        }
    }

    /** Requests that run a script with that first line, or a function with its flags. */
    private List<String[]> requests(String firstLine) throws IOException {
        String source = firstLine + "return redis.call('set', '{a}k', 'v')";
        String flags = firstLine.replaceAll("#!lua( flags=)?|\n", "").replace(",", "', '");
        String library =
                "#!lua name=l\nredis.register_function{function_name = 'f', callback = function()"
                        + " return redis.call('set', '{a}k', 'v') end, flags = {"
                        + (flags.isEmpty() ? "" : "'" + flags + "'")
                        + "}}";
        assertSame("FUNCTION", "LOAD", "REPLACE", library);
        String sha = ((Bulk) member.call("SCRIPT", "LOAD", source)).text();
        redis.call("SCRIPT", "LOAD", source);
        List<String[]> requests = new ArrayList<>();
        for (String kin : new String[] {"", "_RO"}) {
            requests.add(new String[] {"EVAL" + kin, source, "0"});
            requests.add(new String[] {"EVALSHA" + kin, sha, "0"});
            requests.add(new String[] {"FCALL" + kin, "f", "0"});
            requests.add(new String[] {"EVAL" + kin, source, "no number"});
            requests.add(new String[] {"EVALSHA" + kin, sha, "-1"});
            requests.add(new String[] {"FCALL" + kin, "f", "5"});
        }
        requests.add(new String[] {"EVALSHA", "f".repeat(40), "0"});
        requests.add(new String[] {"EVALSHA", "f", "0"});
        requests.add(new String[] {"FCALL", "no such", "0"});
        return requests;
    }

    @ParameterizedTest
    @MethodSource("choices")
    void isRefusedWhenItIsQueuedAsByRedis(String firstLine) throws IOException {
        List<String[]> requests = requests(firstLine);
        for (String[] limit : LIMITS) {
            if (limit == SHORT_OF_MEMORY && !queuesAllThatTakesNoMemory()) {
                continue;
            }
            limitBoth(limit);
            for (String[] request : requests) {
                assertSame(request);
                assertSame("MULTI");
                assertSame(request);
                assertSame("EXISTS", "{a}k");
                assertSame("EXEC");
            }
        }
    }

    /** Until 7.2 nothing at all was queued while memory was short. */
    private boolean queuesAllThatTakesNoMemory() throws IOException {
        String version = redis.call("EVAL", "return redis.REDIS_VERSION_NUM", "0").toString();
        return Integer.parseInt(version.substring(1)) >= 0x00070200;
    }

    @ParameterizedTest
    @MethodSource("choices")
    void isRefusedWhenItIsQueuedOnlyIfItTakesMemory(String firstLine) throws IOException {
        boolean takesMemory =
                firstLine.startsWith("#!lua")
                        && !firstLine.contains("allow-oom")
                        && !firstLine.contains("no-writes");
        List<String[]> requests = requests(firstLine);
        limitBoth(SHORT_OF_MEMORY);
        for (String[] request : requests.subList(0, 3)) {
            // A function without flags is one that writes.
            boolean refused = takesMemory || request[0].equals("FCALL") && firstLine.isEmpty();
            member.call("MULTI");
            String reply = member.call(request).toString();
            assertEquals(refused ? "-OOM" : "+QUEUED", reply.split(" ")[0], request[0]);
            String end = member.call(refused ? "EXEC" : "DISCARD").toString();
            assertEquals(refused ? "-EXECABORT" : "+OK", end.split(" ")[0], request[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("choices")
    void execIsRefusedForWhatWasQueuedAsByRedis(String firstLine) throws IOException {
        List<String[]> requests = requests(firstLine);
        try (RespClient redisToo = new RespClient(ORACLE.port());
                RespClient memberToo = MEMBER.connect()) {
            for (String[] limit : LIMITS) {
                for (String[] request : requests) {
                    assertSame("MULTI");
                    assertSame(request);
                    limit(redisToo, limit);
                    limit(memberToo, limit);
                    assertSame("EXEC");
                    limitBoth(NO_LIMIT);
                }
            }
        }
    }
}

package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every choice of flags, with what may stand against a script: as a Redis without cluster. */
@Timeout(120)
class ScriptFlagsOracleTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String[] FLAGS = {
        "no-writes", "allow-oom", "allow-stale", "no-cluster", "allow-cross-slot-keys"
    };

    private static RedisOracle oracle;

    private RespClient redis;
    private RespClient member;

    @BeforeAll
    static void startOracle() throws IOException {
        oracle = RedisOracle.start();
    }

    @AfterAll
    static void stopOracle() {
        if (oracle != null) {
            oracle.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        redis = new RespClient(oracle.port());
        member = MEMBER.connect();
    }

    @AfterEach
    void lift() throws IOException {
        for (RespClient each : List.of(redis, member)) {
            each.call("CONFIG", "SET", "maxmemory", "0", "min-replicas-to-write", "0");
            each.call("FLUSHALL");
            each.close();
        }
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
        String[][] limits = {{"0", "0"}, {"1", "0"}, {"0", "3"}};
        for (String[] limit : limits) {
            for (RespClient each : List.of(redis, member)) {
                each.call(
                        "CONFIG", "SET", "maxmemory", limit[0], "min-replicas-to-write", limit[1]);
            }
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
}

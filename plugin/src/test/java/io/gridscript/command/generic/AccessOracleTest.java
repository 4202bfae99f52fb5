package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.command.string.StringCommands;
import io.gridscript.keyspace.EvictionPolicy;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of the use of keys under each policy, compared with a real redis-server. */
class AccessOracleTest {

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final CommandTester tester =
            new CommandTester(
                    table -> StringCommands.register(table, () -> 512L << 20),
                    new GenericCommands(false)::register);

    @ParameterizedTest
    @ValueSource(
            strings = {"noeviction", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-ttl"})
    void frequencyAndIdleTimeAreThoseOfRedis(String policy) throws IOException {
        try (RedisOracle.Connection connection = REDIS.connect()) {
            connection.call("FLUSHALL");
            connection.call("CONFIG", "SET", "maxmemory-policy", policy);
            tester.keyspace().evictionSettings().policy(EvictionPolicy.of(policy));
            connection.call("SET", "any", "value");
            String payload = ((Bulk) connection.call("DUMP", "any")).text();
            String[][] requests = {
                {"SET", "key", "value"},
                {"OBJECT", "FREQ", "key"},
                {"OBJECT", "IDLETIME", "key"},
                {"RESTORE", "often", "0", payload, "FREQ", "100"},
                {"OBJECT", "FREQ", "often"},
                {"OBJECT", "IDLETIME", "often"},
                {"RESTORE", "idle", "0", payload, "IDLETIME", "1000"},
                {"OBJECT", "FREQ", "idle"},
                {"OBJECT", "IDLETIME", "idle"},
                {"RESTORE", "never", "0", payload, "FREQ", "0"},
                {"OBJECT", "FREQ", "never"},
                {"RESTORE", "both", "0", payload, "FREQ", "1", "IDLETIME", "1"},
                {"RESTORE", "wrong", "0", payload, "FREQ", "256"},
                {"RESTORE", "wrong", "0", payload, "IDLETIME", "-1"},
                {"OBJECT", "FREQ", "absent"},
                {"OBJECT", "IDLETIME", "absent"},
                {"RENAME", "often", "other"},
                {"OBJECT", "FREQ", "other"},
            };
            for (String[] request : requests) {
                Value theirs = connection.call(request);
                Value ours = tester.run(request);
                if (theirs instanceof Int one && ours instanceof Int other) {
                    // There, another second may have begun meanwhile.
                    boolean isNear = Math.abs(one.value() - other.value()) <= 1;
                    assertTrue(isNear, () -> shown(policy, request) + theirs + ours);
                } else {
                    assertEquals(theirs, ours, () -> shown(policy, request));
                }
            }
        }
    }

    private static String shown(String policy, String... request) {
        return policy + ": " + String.join(" ", request);
    }
}

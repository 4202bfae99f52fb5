package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.server.Directives.Assignment;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names, defaults, forms and errors of directives, compared with a redis-server. */
class DirectivesOracleTest {

    /** Whose default is another here: DirectiveTable says why. The oracle has its own port. */
    private static final Set<String> OTHER_DEFAULTS =
            Set.of("bind", "port", "io-threads", "enable-debug-command");

    /** Who may have fewer values here than in Redis, or a password that would lock us out. */
    private static final Set<String> FEWER_VALUES =
            Set.of(
                    "appendonly",
                    "bind",
                    "cluster-enabled",
                    "hz",
                    "key-load-delay",
                    "masterauth",
                    "masteruser",
                    "maxmemory-clients",
                    "maxmemory-samples",
                    "port",
                    "requirepass",
                    "tls-client-key-file-pass",
                    "tls-key-file-pass");

    /** What 7.0 doesn't have yet, and what no Redis has. */
    private static final Set<String> NEWER =
            Set.of(
                    "script-memory-limit",
                    "script-time-limit",
                    "jcache-script-time-limit",
                    "set-max-listpack-entries",
                    "set-max-listpack-value");

    private static final List<String> VALUES =
            List.of(
                    "",
                    "yes",
                    "NO",
                    "maybe",
                    "0",
                    "1",
                    "7",
                    "-1",
                    "+1",
                    "01",
                    " 1",
                    "1 ",
                    "1k",
                    "2kb",
                    "3M",
                    "4MB",
                    "1g",
                    "1gb",
                    "1tb",
                    "0x10",
                    "1.5",
                    "2147483648",
                    "x",
                    "KEAnm");

    private RedisOracle oracle;
    private RedisOracle.Connection redis;

    private final MemberDirectives directives = MemberDirectives.fromProperties(new Properties());

    @BeforeEach
    void startOracle() throws IOException {
        oracle = RedisOracle.start();
        redis = oracle.connect();
    }

    @AfterEach
    void stopOracle() throws IOException {
        if (oracle != null) {
            redis.close();
            oracle.close();
        }
    }

    @Test
    void defaultsAreThoseOfRedis() throws IOException {
        for (Map.Entry<String, String> ours : directives.all().entrySet()) {
            if (!OTHER_DEFAULTS.contains(ours.getKey()) && !NEWER.contains(ours.getKey())) {
                assertEquals(redisValue(ours.getKey()), ours.getValue(), ours.getKey());
            }
        }
    }

    @Test
    void valuesAreTakenAndRefusedAsByRedis() throws IOException {
        int compared = 0;
        for (Map.Entry<String, String> ours : directives.all().entrySet()) {
            String name = ours.getKey();
            if (FEWER_VALUES.contains(name) || NEWER.contains(name)) {
                continue;
            }
            for (String value : VALUES) {
                // Redis then also asks the operating system for so many.
                if (name.equals("maxclients") && value.length() > 4) {
                    continue;
                }
                compare(name, value);
                compared++;
            }
            set(name, ours.getValue());
            redis.call("CONFIG", "SET", name, ours.getValue());
        }
        assertTrue(compared > 200, "only " + compared + " values were compared");
    }

    @Test
    void severalPairsFailAsInRedis() throws IOException {
        List<String[]> requests =
                List.of(
                        new String[] {"timeout", "1", "timeout", "2"},
                        new String[] {"TIMEOUT", "1", "Timeout", "2"},
                        new String[] {"timeout", "1", "no-such", "2", "other", "3"},
                        new String[] {"timeout", "x", "no-such", "2"},
                        new String[] {"databases", "1", "no-such", "2"},
                        new String[] {"no-such", "1", "databases", "2"},
                        new String[] {"maxclients", "9", "TimeOut", "x"},
                        new String[] {"Lua-Time-Limit", "x", "maxclients", "y"},
                        new String[] {"lua-time-limit", "8", "busy-reply-threshold", "9"});
        for (String[] request : requests) {
            List<String> words = new ArrayList<>(List.of("CONFIG", "SET"));
            words.addAll(List.of(request));
            Value theirs = redis.call(words.toArray(String[]::new));
            assertEquals(theirs.toString(), set(request), String.join(" ", request));
            for (String name : List.of("timeout", "maxclients", "busy-reply-threshold")) {
                assertEquals(redisValue(name), directives.all().get(name), name);
            }
        }
    }

    @Test
    void memoryOrPercentIsReadAsByRedis() throws IOException {
        for (String value : List.of("0%", "7%", "100%")) {
            redis.call("CONFIG", "SET", "maxmemory-clients", value);
            assertEquals(redisValue("maxmemory-clients"), readAndWritten(value), value);
        }
        for (String value : List.of("101%", "200%", "-1%", "%", "1.5%", "01%", "x", "1kk", "1tb")) {
            Value theirs = redis.call("CONFIG", "SET", "maxmemory-clients", value);
            assertEquals(theirs.toString(), set("maxmemory-clients", value), value);
        }
    }

    private static String readAndWritten(String value) {
        try {
            return MemoryOrPercent.TYPE.text(MemoryOrPercent.TYPE.parse(value));
        } catch (DirectiveRefused refused) {
            return refused.getMessage();
        }
    }

    private void compare(String name, String value) throws IOException {
        String theirs = redis.call("CONFIG", "SET", name, value).toString();
        assertEquals(theirs, set(name, value), name + " = '" + value + "'");
        if (!OTHER_DEFAULTS.contains(name)) {
            assertEquals(redisValue(name), directives.all().get(name), name + " = " + value);
        }
    }

    private String set(String... namesAndValues) {
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            assignments.add(new Assignment(namesAndValues[i], namesAndValues[i + 1]));
        }
        try {
            directives.set(assignments).toCompletableFuture().join();
            return "+OK";
        } catch (CompletionException e) {
            return "-" + e.getCause().getMessage();
        }
    }

    private String redisValue(String name) throws IOException {
        Aggregate found = (Aggregate) redis.call("CONFIG", "GET", name);
        assertEquals(2, found.elements().size(), name + " is no directive of Redis");
        return ((Bulk) found.elements().get(1)).text();
    }
}

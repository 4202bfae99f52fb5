package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that becomes short, asked at the owner's port and at another's. */
class EvictionOnMembersTest {

    private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";

    @RegisterExtension static final OwnerAndBackup MEMBERS = new OwnerAndBackup();

    private static long info(RespClient client, String field) throws IOException {
        Matcher found = Pattern.compile(field + ":(\\d+)").matcher(client.call("INFO").toString());
        assertTrue(found.find(), field);
        return Long.parseLong(found.group(1));
    }

    private static long limit(RespClient client, long more, String policy) throws IOException {
        long limit = info(client, "used_memory") + more;
        client.call("CONFIG", "SET", "maxmemory", "" + limit, "maxmemory-policy", policy);
        return limit;
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-ttl"})
    void keysGoAndBackupsLoseThemToo(String policy) throws IOException {
        try (RespClient atOwner = MEMBERS.connect(true);
                RespClient elsewhere = MEMBERS.connect(false)) {
            long limit = limit(atOwner, 100 << 10, policy);
            for (int i = 0; i < 3000; i++) {
                RespClient client = i % 2 == 0 ? atOwner : elsewhere;
                Value reply = client.call("SETEX", "key" + i, "1000", "x".repeat(i % 100));
                assertEquals(status("OK"), reply);
            }
            assertTrue(info(atOwner, "used_memory") < limit + 4096);
            assertTrue(info(elsewhere, "evicted_keys") > 1000);
            MEMBERS.awaitBackup();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commandsThatTakeMemoryAreRefusedWhenNoKeyMayGo(boolean atOwner) throws IOException {
        try (RespClient client = MEMBERS.connect(atOwner)) {
            client.call("SET", "kept", "value");
            client.call("SETEX", "gone", "1000", "value");
            client.call("CONFIG", "SET", "maxmemory-policy", "volatile-lru", "maxmemory", "1");
            assertEquals(error(OOM), client.call("SET", "other", "value"));
            assertEquals(integer(0), client.call("EXISTS", "gone"));
            assertEquals(bulk("value"), client.call("GET", "kept"));
            String writing = client.call("EVAL", "return redis.call('set','k','v')", "0") + "";
            assertTrue(writing.startsWith("-" + OOM), writing);
            String reading = "return redis.call('get','kept')";
            assertEquals(bulk("value"), client.call("EVAL", reading, "0"));
            assertEquals(error(OOM), client.call("EVAL", "#!lua\nreturn 1", "0"));
            assertEquals(integer(1), client.call("DEL", "kept"));
        }
    }

    @Test
    void aScriptFindsTheRoomThatWasMadeBeforeIt() throws IOException {
        try (RespClient client = MEMBERS.connect(true)) {
            for (int i = 0; i < 100; i++) {
                client.call("SET", "key" + i, "x".repeat(1000));
            }
            limit(client, -10_000, "allkeys-random");
            String script =
                    "for i = 1, 50 do redis.call('set', 'new' .. i, 'y') end"
                            + " return #redis.call('keys', 'new*')";
            assertEquals(integer(50), client.call("EVAL", script, "0"));
            assertTrue(info(client, "evicted_keys") > 0);
        }
    }

    @Test
    void execMakesRoomBeforeItsCommandsOrRunsNone() throws IOException {
        try (RespClient client = MEMBERS.connect(false)) {
            client.call("SET", "kept", "value");
            client.call("SETEX", "gone", "1000", "value");
            client.call("CONFIG", "SET", "maxmemory-policy", "volatile-random");
            client.call("MULTI");
            client.call("SET", "other", "value");
            try (RespClient operator = MEMBERS.connect(true)) {
                operator.call("CONFIG", "SET", "maxmemory", "1");
            }
            assertEquals(
                    error("EXECABORT Transaction discarded because of: " + OOM),
                    client.call("EXEC"));
            client.call("MULTI");
            client.call("GET", "gone");
            assertEquals(array(Nil.BULK), client.call("EXEC"));
        }
    }

    @Test
    void keysGoThoughNobodyAsksForAnything() throws IOException {
        try (RespClient client = MEMBERS.connect(true)) {
            for (int i = 0; i < 1000; i++) {
                client.call("SET", "key" + i, "value");
            }
            client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru", "maxmemory", "1");
            Awaitility.await().until(() -> client.call("DBSIZE").equals(integer(0)));
            MEMBERS.awaitBackup();
        }
    }

    @Test
    void whatIsToldOfAccessesDependsOnThePolicy() throws IOException {
        try (RespClient client = MEMBERS.connect(false)) {
            client.call("SET", "key", "value");
            assertTrue(client.call("OBJECT", "FREQ", "key") instanceof Failure);
            assertEquals(integer(0), client.call("OBJECT", "IDLETIME", "key"));
            client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
            assertTrue(client.call("OBJECT", "IDLETIME", "key") instanceof Failure);
            client.call("DEL", "key");
            client.call("SET", "key", "value");
            assertEquals(integer(5), client.call("OBJECT", "FREQ", "key"));
            client.call("GET", "key");
            assertTrue(((Int) client.call("OBJECT", "FREQ", "key")).value() > 5);
        }
    }
}

package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.InlineBudget;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a replica is sent, as {@code SYNC} and {@code PSYNC} ask for it. */
class ReplicaTest {

    @RegisterExtension
    static final RunningMember MEMBER =
            new RunningMember().with("repl-ping-replica-period", "3600");

    private RespClient client;
    private Follower follower;

    /** A replica that only listens. */
    private static final class Follower implements AutoCloseable {

        private final RespClient client;

        Follower(int port, String... request) throws IOException {
            client = new RespClient(port);
            client.send(request);
        }

        /** Reads the snapshot, which no line end follows, and tells how long it is. */
        int snapshot() throws IOException {
            return client.readUnterminatedBulk().length;
        }

        /** The next command, its words in one line. */
        String next() throws IOException {
            return ((Aggregate) client.read())
                    .elements().stream()
                            .map(word -> ((Bulk) word).text())
                            .collect(Collectors.joining(" "));
        }

        List<String> next(int count) throws IOException {
            List<String> commands = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                commands.add(next());
            }
            return commands;
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @BeforeEach
    void follow() throws IOException {
        client = MEMBER.connect();
        client.call("FLUSHALL");
        follower = new Follower(MEMBER.port(), "SYNC");
        assertTrue(follower.snapshot() > 0);
    }

    @AfterEach
    void leave() throws IOException {
        follower.close();
        client.close();
        MEMBER.inlineBudget(InlineBudget.DEFAULT);
    }

    private void expect(String... commands) throws IOException {
        assertEquals(List.of(commands), follower.next(commands.length));
    }

    @Test
    void theFirstCommandSelectsItsDatabase() throws IOException {
        client.call("SELECT", "3");
        client.call("SET", "key", "value");
        client.call("SET", "key", "other");
        expect("SELECT 3", "SET key value", "SET key other");
    }

    @Test
    void whatChangesNothingIsNotTold() throws IOException {
        client.call("DEL", "key");
        client.call("GET", "key");
        client.call("LPUSH", "list", "a", "b");
        client.call("LPUSH", "list");
        client.call("HSET", "list", "field", "value");
        client.call("SET", "key", "end");
        expect("SELECT 0", "LPUSH list a b", "SET key end");
    }

    @Test
    void aScriptIsTheCommandsThatChangedSomething() throws IOException {
        client.call(
                "EVAL",
                "redis.call('get', 'a') redis.call('set', 'a', 1) redis.call('del', 'b')"
                        + " redis.call('incrbyfloat', 'a', 0.5) redis.call('select', 2)"
                        + " return redis.call('set', 'c', 2)",
                "0");
        expect("MULTI", "SELECT 0", "set a 1", "SET a 1.5 KEEPTTL", "SELECT 2", "set c 2", "EXEC");
    }

    @Test
    void librariesOfFunctionsAreToldWhenTheyChange() throws IOException {
        String code = "#!lua name=lib\nredis.register_function('f', function() return 1 end)";
        String other = "#!lua name=other\nredis.register_function('g', function() return 2 end)";
        client.call("FUNCTION", "LOAD", code);
        client.call("FUNCTION", "LOAD", other);
        client.call("FUNCTION", "DELETE", "lib");
        client.call("FUNCTION", "FLUSH");
        expect(
                "FUNCTION LOAD REPLACE " + code,
                "FUNCTION LOAD REPLACE " + other,
                "FUNCTION DELETE lib",
                "FUNCTION FLUSH");
    }

    @Test
    void aScriptThatStartsAgainElsewhereIsToldOnce() throws IOException {
        MEMBER.inlineBudget(nanos -> true);
        client.call("EVAL", "redis.call('set', 'a', 1) redis.call('set', 'b', 2)", "0");
        client.call("SET", "end", "1");
        expect("MULTI", "SELECT 0", "set a 1", "set b 2", "EXEC", "SET end 1");
    }

    @Test
    void aScriptChoosesWhatReplicasAreTold() throws IOException {
        client.call(
                "EVAL",
                "redis.call('set', 'a', 1) redis.set_repl(redis.REPL_NONE)"
                        + " redis.call('set', 'b', 2) redis.set_repl(redis.REPL_AOF)"
                        + " redis.call('incrbyfloat', 'c', 3) redis.set_repl(redis.REPL_REPLICA)"
                        + " redis.call('set', 'd', 4)",
                "0");
        expect("MULTI", "SELECT 0", "set a 1", "set d 4", "EXEC");
    }

    @Test
    void aScriptThatFailsIsToldUntilThere() throws IOException {
        client.call("EVAL", "redis.call('set', 'a', 1) error('no')", "0");
        expect("SELECT 0", "set a 1");
    }

    @Test
    void whatIsPublishedIsTold() throws IOException {
        client.call("PUBLISH", "channel", "1");
        client.call("EVAL", "redis.call('publish', 'channel', '2')", "0");
        client.call("MULTI");
        client.call("PUBLISH", "channel", "3");
        client.call("EXEC");
        expect("SELECT 0", "PUBLISH channel 1", "publish channel 2", "PUBLISH channel 3");
    }

    @Test
    void whoWaitedForAKeyIsToldBehindWhoGaveIt() throws IOException {
        try (RespClient waiting = MEMBER.connect()) {
            waiting.send("BLMOVE", "from", "to", "LEFT", "RIGHT", "0");
            await(() -> info().contains("blocked_clients:1"));
            client.call("RPUSH", "from", "a");
            assertEquals(new Bulk("a"), waiting.read());
        }
        expect("SELECT 0", "RPUSH from a", "LMOVE from to LEFT RIGHT");
    }

    @Test
    void keysThatExpireUnseenAreToldEachByItself() throws IOException {
        client.call("PSETEX", "a", "1", "x");
        client.call("PSETEX", "b", "1", "x");
        assertEquals("SELECT 0", follower.next());
        assertTrue(follower.next().startsWith("SET a x PXAT "));
        String next = follower.next();
        // The first may be over before the second comes.
        if (next.equals("DEL a")) {
            assertTrue(follower.next().startsWith("SET b x PXAT "));
            expect("DEL b");
        } else {
            assertTrue(next.startsWith("SET b x PXAT "));
            assertEquals(List.of("DEL a", "DEL b"), follower.next(2).stream().sorted().toList());
        }
    }

    @Test
    void twoReplicasGetTheSame() throws IOException {
        client.call("SET", "a", "1");
        expect("SELECT 0", "SET a 1");
        try (Follower second = new Follower(MEMBER.port(), "SYNC")) {
            second.snapshot();
            client.call("SET", "b", "2");
            assertEquals(List.of("SELECT 0", "SET b 2"), second.next(2));
            expect("SELECT 0", "SET b 2");
        }
    }

    @Test
    void psyncBeginsWithIdAndOffset() throws IOException {
        client.call("SET", "a", "1");
        expect("SELECT 0", "SET a 1");
        try (Follower second = new Follower(MEMBER.port(), "PSYNC", "?", "-1")) {
            second.client.skipEmptyLines();
            String line = ((Status) second.client.read()).text();
            assertTrue(line.matches("FULLRESYNC [0-9a-f]{40} [1-9][0-9]*"), line);
            second.snapshot();
            long offset = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
            assertTrue(
                    offset <= Long.parseLong(field("master_repl_offset")),
                    () -> line + ", " + field("master_repl_offset"));
        }
    }

    @Test
    void whoWantsASnapshotOnlyGetsNoMore() throws IOException {
        try (RespClient second = MEMBER.connect()) {
            assertEquals(RespClient.status("OK"), second.call("REPLCONF", "rdb-only", "1"));
            second.send("SYNC");
            assertTrue(second.readUnterminatedBulk().length > 0);
            client.call("SET", "a", "1");
            expect("SELECT 0", "SET a 1");
            assertEquals(RespClient.status("PONG"), second.call("PING"));
        }
    }

    @Test
    void replicasAreShownAsSuch() throws IOException {
        try (RespClient second = MEMBER.connect()) {
            second.call("REPLCONF", "listening-port", "7777", "ip-address", "10.0.0.1");
            second.send("PSYNC", "?", "-1");
            second.skipEmptyLines();
            second.read();
            second.readUnterminatedBulk();
            second.send("REPLCONF", "ACK", "17");
            await(() -> info().contains("slave1:ip=10.0.0.1,port=7777,state=online,offset=17,"));
            assertEquals("2", field("connected_slaves"));
            String list = ((Bulk) client.call("CLIENT", "LIST", "TYPE", "replica")).text();
            assertEquals(2, list.lines().filter(line -> line.contains(" flags=S ")).count(), list);
            List<Value> role = ((Aggregate) client.call("ROLE")).elements();
            assertEquals(new Bulk("master"), role.get(0));
            assertEquals(2, ((Aggregate) role.get(2)).elements().size());
        }
        await(() -> field("connected_slaves").equals("1"));
    }

    @Test
    void replicasAreToldThatTheMasterIsThere() throws IOException {
        MEMBER.set("repl-ping-replica-period", "1");
        expect("PING");
        MEMBER.set("repl-ping-replica-period", "3600");
    }

    @Test
    void aReplicaThatSaysNothingIsGivenUp() throws IOException {
        try (RespClient second = MEMBER.connect()) {
            second.send("PSYNC", "?", "-1");
            second.skipEmptyLines();
            second.read();
            second.readUnterminatedBulk();
            MEMBER.set("repl-timeout", "1");
            await(() -> isClosed(second));
            // Who sent SYNC never says anything.
            client.call("SET", "a", "1");
            expect("SELECT 0", "SET a 1");
        } finally {
            MEMBER.set("repl-timeout", "60");
        }
    }

    @Test
    void whoeverIsNotSentReplicasMayStayMaster() throws IOException {
        assertEquals(RespClient.status("OK"), client.call("REPLICAOF", "NO", "ONE"));
        assertEquals(
                RespClient.error(
                        "ERR a member of a grid can't become the replica of another server"),
                client.call("SLAVEOF", "127.0.0.1", "6379"));
    }

    private static boolean isClosed(RespClient client) {
        try {
            client.read();
            return false;
        } catch (EOFException | SocketException closed) {
            return true;
        } catch (IOException failure) {
            return false;
        }
    }

    private String info() {
        try {
            return ((Bulk) client.call("INFO")).text();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private String field(String name) {
        return info().lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("none");
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().until(condition::getAsBoolean);
    }
}

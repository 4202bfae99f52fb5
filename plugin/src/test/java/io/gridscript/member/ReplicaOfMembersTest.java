package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replica may ask any member, whichever owns the keyspace. */
class ReplicaOfMembersTest {

    private static final int VALUES = 300;

    @Test
    void aReplicaOfAnotherMemberGetsTheSame() throws IOException {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient replica = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            onOwner.call("SET", "before", "x".repeat(3 << 20));
            replica.send("SYNC");
            String snapshot = Ascii.string(replica.readUnterminatedBulk());
            assertTrue(snapshot.startsWith("REDIS00"));
            try (RespClient onOther = other.connect()) {
                onOther.call("SET", "key", "1");
                onOwner.call("EVAL", "redis.call('incr', 'key') redis.call('incr', 'n')", "0");
                String info = ((Bulk) onOther.call("INFO", "replication")).text();
                assertEquals("2", field(info, "connected_slaves"));
                assertNotEquals("0", field(info, "master_repl_offset"));
            }
            assertEquals(
                    List.of("SELECT 0", "SET key 1", "MULTI", "incr key", "incr n", "EXEC"),
                    next(replica, 6));
            replica.close();
            // Nobody follows any more once something was sent in vain: the stream has ended.
            Awaitility.await()
                    .until(
                            () -> {
                                Value before = offset(onOwner);
                                onOwner.call("INCR", "n");
                                return offset(onOwner).equals(before);
                            });
        }
    }

    /** What it had is its successor's, where the replica begins anew. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplicaFindsItsWayWhenTheOwnerGoes(boolean terminated) throws IOException {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other =
                        new RunningMember()
                                .with("enable-debug-command", "yes")
                                .joining(owner)
                                .start();
                RedisOracle replica = RedisOracle.startReplica(other.port());
                RedisOracle.Connection onReplica = replica.connect();
                RespClient onOther = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            awaitLink(onReplica);
            for (int i = 0; i < VALUES; i++) {
                onOther.call("RPUSH", "list" + i % 7, String.valueOf(i));
                if (i == VALUES / 2) {
                    if (terminated) {
                        owner.instance().getLifecycleService().terminate();
                    } else {
                        owner.close();
                    }
                }
            }
            Awaitility.await()
                    .until(
                            () ->
                                    onOther.call("DEBUG", "DIGEST")
                                            .equals(onReplica.call("DEBUG", "DIGEST")));
            onOther.call("SET", "end", "1");
            Awaitility.await().until(() -> onReplica.call("GET", "end").equals(new Bulk("1")));
        }
    }

    private static Value offset(RespClient client) throws IOException {
        return ((Aggregate) client.call("ROLE")).elements().get(1);
    }

    private static void awaitLink(RedisOracle.Connection replica) {
        Awaitility.await()
                .until(
                        () ->
                                ((Bulk) replica.call("INFO", "replication"))
                                        .text()
                                        .contains("master_link_status:up"));
    }

    private static List<String> next(RespClient replica, int count) throws IOException {
        return replica.read(count).stream().map(ReplicaOfMembersTest::line).toList();
    }

    private static String line(Value command) {
        return ((Aggregate) command)
                .elements().stream()
                        .map(word -> ((Bulk) word).text())
                        .collect(Collectors.joining(" "));
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("none");
    }
}

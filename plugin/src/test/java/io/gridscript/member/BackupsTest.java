package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.grid.replication.CopyFacts;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.script.Sha1;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What backups do for replies, and what becomes of one that lacks something. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackupsTest {

    private static final Value NO_REPLICAS = error("NOREPLICAS Not enough good replicas to write.");

    private static CopyFacts facts(RunningMember member) {
        return SeveralMembersTest.facts(member);
    }

    @Test
    void backupThatLacksSomethingGetsASnapshot() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember backup = new RunningMember().joining(owner).start();
                RespClient client = owner.connect()) {
            for (int i = 0; i < 300; i++) {
                client.call("SET", "key" + i, "value".repeat(5000));
            }
            SeveralMembersTest.awaitBackup(owner, backup);
            backup.assembly().replica().forget().toCompletableFuture().join();
            assertEquals(0, facts(backup).sequence());
            assertEquals(status("OK"), client.call("SET", "one", "more"));
            assertEquals(facts(owner).digest(), facts(backup).digest());
            assertEquals(301, facts(backup).sequence());
        }
    }

    @Test
    void backupThatLacksSomethingGetsASnapshotWithoutAnyWrite() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember backup = new RunningMember().joining(owner).start();
                RespClient client = owner.connect()) {
            client.call("SET", "key", "value");
            SeveralMembersTest.awaitBackup(owner, backup);
            backup.assembly().replica().forget().toCompletableFuture().join();
            SeveralMembersTest.awaitBackup(owner, backup);
        }
    }

    @Test
    void replicaIsAsManyTimesThereAsBackupCountSays() throws Exception {
        try (RunningMember owner =
                        new RunningMember().joinable().with("backup-count", "2").start();
                RunningMember first =
                        new RunningMember().joining(owner).with("backup-count", "2").start();
                RunningMember second =
                        new RunningMember().joining(owner).with("backup-count", "2").start();
                RespClient client = second.connect()) {
            client.call("SET", "key", "value");
            Awaitility.await()
                    .until(
                            () ->
                                    facts(owner).backups() == 2
                                            && facts(first).digest().equals(facts(owner).digest())
                                            && facts(second)
                                                    .digest()
                                                    .equals(facts(owner).digest()));
            owner.instance().getLifecycleService().terminate();
            first.instance().getLifecycleService().terminate();
            assertEquals(bulk("value"), client.call("GET", "key"));
        }
    }

    @Test
    void nothingIsWrittenWithoutTheBackupsThatAreAskedFor() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RespClient onOwner = owner.connect()) {
            onOwner.call("SET", "key", "value");
            assertEquals(status("OK"), onOwner.call("CONFIG", "SET", "min-replicas-to-write", "1"));
            assertEquals(NO_REPLICAS, onOwner.call("SET", "key", "other"));
            assertEquals(bulk("value"), onOwner.call("GET", "key"));
            Value inScript = onOwner.call("EVAL", "return redis.call('DEL', KEYS[1])", "1", "key");
            assertTrue(inScript.toString().contains("NOREPLICAS"), inScript::toString);
            assertEquals(NO_REPLICAS, onOwner.call("EVAL", "#!lua\nreturn 1", "0"));
            assertEquals(integer(1), onOwner.call("EVAL", "#!lua flags=no-writes\nreturn 1", "0"));
            onOwner.call("MULTI");
            assertEquals(NO_REPLICAS, onOwner.call("SET", "key", "other"));
            assertTrue(onOwner.call("EXEC").toString().contains("EXECABORT"));
            try (RunningMember backup = new RunningMember().joining(owner).start();
                    RespClient onBackup = backup.connect()) {
                SeveralMembersTest.awaitBackup(owner, backup);
                assertEquals(status("OK"), onBackup.call("SET", "key", "other"));
                assertEquals(bulk("other"), onOwner.call("GET", "key"));
            }
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> onOwner.call("SET", "key", "third").equals(NO_REPLICAS));
        }
    }

    @Test
    void replicaThatLeavesIsWaitedForNoLonger() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember backup = new RunningMember().joining(owner).start();
                RespClient client = owner.connect()) {
            SeveralMembersTest.awaitBackup(owner, backup);
            backup.instance().getLifecycleService().terminate();
            assertEquals(status("OK"), client.call("SET", "key", "value"));
            assertEquals(bulk("value"), client.call("GET", "key"));
        }
    }

    @Test
    void backupThatComesWhileAScriptRunsGetsItsCopyAfterwards() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RespClient client = owner.connect();
                RespClient running = owner.connect()) {
            client.call("SET", "key", "value");
            running.send("EVAL", "while true do end", "0");
            owner.awaitRunningScripts(1);
            try (RunningMember backup = new RunningMember().joining(owner).start();
                    RespClient onBackup = backup.connect()) {
                assertEquals(0, facts(backup).sequence());
                assertEquals(status("OK"), onBackup.call("SCRIPT", "KILL"));
                assertTrue(running.read().toString().contains("Script killed"));
                SeveralMembersTest.awaitBackup(owner, backup);
                assertEquals(bulk("value"), onBackup.call("GET", "key"));
            }
        }
    }

    /** Scripts are on every member; data without a backup goes with its owner. */
    @Test
    void lostDataIsToldOfAndScriptsStay() throws Exception {
        try (RunningMember owner =
                        new RunningMember().joinable().with("backup-count", "0").start();
                RunningMember other =
                        new RunningMember().joining(owner).with("backup-count", "0").start();
                RespClient client = other.connect()) {
            client.call("SET", "key", "value");
            Value sha = client.call("SCRIPT", "LOAD", "return 'kept'");
            owner.instance().getLifecycleService().terminate();
            assertEquals(integer(0), client.call("EXISTS", "key"));
            assertEquals(bulk("kept"), client.call("EVALSHA", ((Bulk) sha).text(), "0"));
            assertEquals(status("OK"), client.call("SET", "key", "again"));
            String info = client.call("INFO", "persistence").toString();
            assertTrue(info.contains("gridscript_data_losses:1"), info);
        }
    }

    @Test
    void scriptOfEvalIsKnownWhereItsClientAsked() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient client = other.connect()) {
            for (int i = 0; i < 50; i++) {
                String source = "return " + i;
                client.call("EVAL", source, "0");
                String sha = Ascii.string(Sha1.hex(Ascii.bytes(source)));
                assertEquals(RespClient.array(integer(1)), client.call("SCRIPT", "EXISTS", sha));
                assertEquals(integer(i), client.call("EVALSHA", sha, "0"));
            }
        }
    }

    @Test
    void infoTellsOfTheMemberThatIsAskedAndOfTheGridsData() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOther = other.connect()) {
            onOther.call("SET", "key", "value");
            String info = onOther.call("INFO").toString();
            assertTrue(info.contains("tcp_port:" + other.port()) || info.contains("tcp_port:0"));
            assertTrue(info.contains("db0:keys=1,expires=0"), info);
            assertFalse(info.contains("db1:"), info);
        }
    }
}

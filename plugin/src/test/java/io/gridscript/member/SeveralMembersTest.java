package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.grid.replication.CopyFacts;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every member serves every command, on the same data. */
class SeveralMembersTest {

    static CopyFacts facts(RunningMember member) {
        return member.assembly().replica().facts().toCompletableFuture().join();
    }

    static void awaitBackup(RunningMember owner, RunningMember backup) {
        Awaitility.await()
                .until(
                        () -> {
                            CopyFacts owners = facts(owner);
                            CopyFacts backups = facts(backup);
                            return owners.role().equals("owner")
                                    && backups.role().equals("backup")
                                    && owners.backups() == 1
                                    && owners.digest().equals(backups.digest());
                        });
    }

    static void awaitOwnerWithBackup(RunningMember owner) {
        Awaitility.await()
                .until(
                        () ->
                                facts(owner).role().equals("owner")
                                        && facts(owner).backups() == 1
                                        && owner.nodeEngine()
                                                .getHazelcastInstance()
                                                .getPartitionService()
                                                .isClusterSafe());
    }

    @Test
    void whatOneMemberIsToldAnotherTells() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RespClient onOwner = owner.connect()) {
            assertEquals(status("OK"), onOwner.call("SET", "before", "1"));
            try (RunningMember other = new RunningMember().joining(owner).start();
                    RespClient onOther = other.connect()) {
                assertEquals(bulk("1"), onOther.call("GET", "before"));
                assertEquals(status("OK"), onOther.call("SET", "key", "value"));
                assertEquals(bulk("value"), onOwner.call("GET", "key"));
                assertEquals(integer(5), onOther.call("INCRBY", "number", "5"));
                assertEquals(integer(6), onOwner.call("INCR", "number"));
                assertEquals(
                        integer(7),
                        onOther.call("EVAL", "return redis.call('INCR', KEYS[1])", "1", "number"));
                awaitBackup(owner, other);
            }
        }
    }

    @Test
    void dataOutlivesItsOwner() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOther = other.connect()) {
            awaitBackup(owner, other);
            for (int i = 0; i < 1000; i++) {
                onOther.call("HSET", "hash", "field" + i, "value" + i);
            }
            owner.instance().getLifecycleService().terminate();
            assertEquals(integer(1000), onOther.call("HLEN", "hash"));
            assertEquals("owner", facts(other).role());
        }
    }

    /** A lite member never owns data: everything travels. */
    @Test
    void liteMemberServesEveryCommand() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember lite = new RunningMember().lite().joining(owner).start();
                RespClient onLite = lite.connect();
                RespClient onOwner = owner.connect()) {
            assertEquals(status("OK"), onLite.call("SET", "key", "value"));
            assertEquals(bulk("value"), onOwner.call("GET", "key"));
            String sha =
                    ((Bulk) onLite.call("SCRIPT", "LOAD", "return redis.call('GET', KEYS[1])"))
                            .text();
            assertEquals(bulk("value"), onLite.call("EVALSHA", sha, "1", "key"));
            assertEquals(bulk("value"), onOwner.call("EVALSHA", sha, "1", "key"));
            assertEquals("none", facts(lite).role());
        }
    }

    @Test
    void transactionsRunWhereverTheyAreBegun() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient onOther = other.connect()) {
            onOther.call("WATCH", "key");
            onOther.call("MULTI");
            assertEquals(
                    error("ERR WATCH inside MULTI is not allowed"), onOther.call("WATCH", "other"));
            onOther.call("SELECT", "3");
            onOther.call("SET", "key", "1");
            onOther.call("SCRIPT", "LOAD", "return 1");
            assertEquals(3, ((Aggregate) onOther.call("EXEC")).elements().size());
            assertEquals(bulk("1"), onOther.call("GET", "key"));
            onOther.call("WATCH", "key");
            onOwner.call("SELECT", "3");
            onOwner.call("SET", "key", "2");
            onOther.call("MULTI");
            onOther.call("GET", "key");
            assertEquals(Nil.ARRAY, onOther.call("EXEC"));
        }
    }
}

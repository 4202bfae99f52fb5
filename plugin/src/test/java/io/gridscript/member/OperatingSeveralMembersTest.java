package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import org.junit.jupiter.api.Test;

/** What operators see and do where several members serve. */
class OperatingSeveralMembersTest {

    private static String info(RespClient of) throws Exception {
        return ((Bulk) of.call("INFO", "replication")).text();
    }

    /** Both members tell of the backups that the owner has. */
    @Test
    void waitTellsOfBackupsOnEveryMember() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RespClient onOwner = owner.connect()) {
            assertEquals(integer(0), onOwner.call("WAIT", "1", "20"));
            onOwner.send("WAIT", "1", "0");
            try (RunningMember other = new RunningMember().joining(owner).start();
                    RespClient onOther = other.connect()) {
                assertEquals(integer(1), onOwner.read());
                SeveralMembersTest.awaitBackup(owner, other);
                assertEquals(integer(1), onOwner.call("WAIT", "1", "0"));
                assertEquals(integer(1), onOther.call("WAIT", "1", "0"));
                assertEquals(integer(1), onOther.call("WAIT", "2", "20"));
                assertEquals(
                        integer(1), onOther.call("EVAL", "return redis.call('WAIT', 3, 0)", "0"));
                assertTrue(info(onOwner).contains("connected_slaves:1"), info(onOwner));
                assertTrue(info(onOther).contains("connected_slaves:1"), info(onOther));
            }
        }
    }

    /** Commands on keys are logged and shown where they run, with the address of their client. */
    @Test
    void theOwnerLogsAndShowsWhatRunsThere() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient onOther = other.connect();
                RespClient monitor = owner.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            onOther.call("CLIENT", "SETNAME", "far");
            onOwner.call("CONFIG", "SET", "slowlog-log-slower-than", "0");
            monitor.call("MONITOR");
            onOther.call("MULTI");
            onOther.call("SET", "key", "1");
            onOther.call("GET", "key");
            onOther.call("EXEC");
            String line = ((Bulk) onOther.call("CLIENT", "INFO")).text();
            String address = line.replaceAll("(?s).* addr=(\\S+) .*", "$1");
            for (String shown :
                    new String[] {"\"SET\" \"key\" \"1\"", "\"GET\" \"key\"", "\"exec\""}) {
                assertEquals(
                        "[0 " + address + "] " + shown,
                        ((Status) monitor.read()).text().replaceAll("^\\S+ ", ""));
            }
            Value latest = ((Aggregate) onOwner.call("SLOWLOG", "GET", "1")).elements().get(0);
            assertEquals(bulk(address), ((Aggregate) latest).elements().get(4));
            assertEquals(bulk("far"), ((Aggregate) latest).elements().get(5));
        }
    }

    @Test
    void aPauseHoldsForTheMemberAsked() throws Exception {
        try (RunningMember owner = new RunningMember().joinable().start();
                RunningMember other = new RunningMember().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient operator = other.connect();
                RespClient onOther = other.connect()) {
            operator.call("CLIENT", "PAUSE", "1000000", "WRITE");
            onOther.send("SET", "key", "far");
            assertEquals(status("OK"), onOwner.call("SET", "key", "near"));
            assertEquals(bulk("near"), operator.call("GET", "key"));
            operator.call("CLIENT", "UNPAUSE");
            assertEquals(status("OK"), onOther.read());
            assertEquals(bulk("far"), onOwner.call("GET", "key"));
        }
    }
}

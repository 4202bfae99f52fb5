package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Value;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that wait for entries of streams, on the owner's member and on another. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedReadersTest {

    private RunningMember owner;
    private RunningMember other;
    private RespClient here;
    private RespClient there;
    private RespClient adding;

    @BeforeEach
    void start() throws Exception {
        owner = new RunningMember().joinable().start();
        other = new RunningMember().joining(owner).start();
        here = owner.connect();
        there = other.connect();
        adding = other.connect();
    }

    @AfterEach
    void stop() {
        other.close();
        owner.close();
    }

    private void awaitBlocked(int onOwner, int onOther) {
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            assertEquals(onOwner, blocked(owner));
                            assertEquals(onOther, blocked(other));
                        });
    }

    private static int blocked(RunningMember member) throws Exception {
        try (RespClient asking = member.connect()) {
            String info = ((Bulk) asking.call("INFO", "clients")).text();
            return Integer.parseInt(
                    info.lines()
                            .filter(line -> line.startsWith("blocked_clients:"))
                            .findFirst()
                            .orElseThrow()
                            .substring("blocked_clients:".length())
                            .trim());
        }
    }

    private static Value read(String key, String id, String field, String value) {
        return array(array(bulk(key), array(array(bulk(id), array(bulk(field), bulk(value))))));
    }

    /** The last entry of when the client began to wait is meant, not of when it is served. */
    @Test
    void readersOfWhatComesNextAllGetIt() throws Exception {
        adding.call("XADD", "s", "1-1", "f", "old");
        here.send("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
        there.send("XREAD", "COUNT", "1", "BLOCK", "0", "STREAMS", "none", "s", "0", "$");
        awaitBlocked(1, 1);
        assertEquals(bulk("1-2"), adding.call("XADD", "s", "1-2", "f", "new"));
        assertEquals(read("s", "1-2", "f", "new"), here.read());
        assertEquals(read("s", "1-2", "f", "new"), there.read());
    }

    @Test
    void entryGoesToTheConsumerThatCameFirst() throws Exception {
        adding.call("XGROUP", "CREATE", "s", "g", "$", "MKSTREAM");
        there.send("XREADGROUP", "GROUP", "g", "first", "BLOCK", "0", "STREAMS", "s", ">");
        awaitBlocked(0, 1);
        here.send("XREADGROUP", "GROUP", "g", "second", "BLOCK", "0", "STREAMS", "s", ">");
        awaitBlocked(1, 1);
        adding.call("XADD", "s", "1-1", "f", "a");
        assertEquals(read("s", "1-1", "f", "a"), there.read());
        awaitBlocked(1, 0);
        adding.call("EVAL", "return redis.call('XADD', KEYS[1], '1-2', 'f', 'b')", "1", "s");
        assertEquals(read("s", "1-2", "f", "b"), here.read());
        assertEquals(integer(2), adding.call("XACK", "s", "g", "1-1", "1-2"));
    }

    @Test
    void consumersHearThatTheirGroupIsGone() throws Exception {
        String gone =
                "NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option";
        adding.call("XGROUP", "CREATE", "s", "g", "$", "MKSTREAM");
        here.send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
        there.send("XREADGROUP", "GROUP", "g", "d", "BLOCK", "0", "STREAMS", "s", ">");
        awaitBlocked(1, 1);
        assertEquals(integer(1), adding.call("XGROUP", "DESTROY", "s", "g"));
        assertEquals(error(gone), here.read());
        assertEquals(error(gone), there.read());
        adding.call("XGROUP", "CREATE", "s", "g", "$");
        here.send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
        awaitBlocked(1, 0);
        assertEquals(status("OK"), adding.call("SET", "s", "text"));
        assertEquals(
                error("WRONGTYPE Operation against a key holding the wrong kind of value"),
                here.read());
    }

    @Test
    void nothingComesWhereNobodyMayWaitOrTimeIsUp() throws Exception {
        assertEquals(Nil.ARRAY, here.call("XREAD", "BLOCK", "20", "STREAMS", "s", "$"));
        assertEquals(Nil.ARRAY, there.call("XREAD", "BLOCK", "20", "STREAMS", "s", "$"));
        there.call("MULTI");
        there.call("XREAD", "BLOCK", "0", "STREAMS", "s", "0");
        assertEquals(array(Nil.ARRAY), there.call("EXEC"));
    }

    /** Streams are read on, whoever owns the keyspace. */
    @Test
    void readerOutlivesTheOwner() throws Exception {
        SeveralMembersTest.awaitOwnerWithBackup(owner);
        adding.call("XADD", "s", "1-1", "f", "a");
        there.send("XREAD", "BLOCK", "0", "STREAMS", "s", "1-1");
        awaitBlocked(0, 1);
        owner.instance().getLifecycleService().terminate();
        assertEquals(bulk("1-2"), adding.call("XADD", "s", "1-2", "f", "b"));
        assertEquals(read("s", "1-2", "f", "b"), there.read());
    }
}

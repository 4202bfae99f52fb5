package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import io.gridscript.reply.RespReader.Value;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Hazelcast's split brain protection holds for the data here, too, when it is named. */
class SplitBrainProtectionTest {

    private static final Value DOWN = error("CLUSTERDOWN The cluster is down");

    private static RunningMember protectedBy(SplitBrainProtectionOn kind) {
        return new RunningMember()
                .with(new SplitBrainProtectionConfig("two", true, 2).setProtectOn(kind))
                .with("split-brain-protection", "two");
    }

    @Test
    void nothingIsReadOrWrittenBelowTheMinimum() throws Exception {
        try (RunningMember member =
                        protectedBy(SplitBrainProtectionOn.READ_WRITE).joinable().start();
                RespClient client = member.connect()) {
            assertEquals(DOWN, client.call("SET", "key", "value"));
            assertEquals(DOWN, client.call("GET", "key"));
            assertEquals(DOWN, client.call("EVAL", "return 1", "0"));
            assertEquals(status("PONG"), client.call("PING"));
            assertTrue(client.call("INFO").toString().contains("tcp_port"));
            try (RunningMember other =
                            protectedBy(SplitBrainProtectionOn.READ_WRITE).joining(member).start();
                    RespClient onOther = other.connect()) {
                Awaitility.await()
                        .until(() -> onOther.call("SET", "key", "value").equals(status("OK")));
                assertEquals(bulk("value"), client.call("GET", "key"));
            }
            Awaitility.await().until(() -> client.call("GET", "key").equals(DOWN));
        }
    }

    @Test
    void writesAloneCanBeProtected() throws Exception {
        try (RunningMember member = protectedBy(SplitBrainProtectionOn.WRITE).start();
                RespClient client = member.connect()) {
            assertEquals(DOWN, client.call("SET", "key", "value"));
            assertEquals(integer(0), client.call("EXISTS", "key"));
            assertEquals(integer(1), client.call("EVAL", "return 1", "0"));
            Value written = client.call("EVAL", "return redis.call('SET', KEYS[1], 1)", "1", "key");
            assertTrue(written.toString().contains("CLUSTERDOWN"), written::toString);
        }
    }

    @Test
    void unknownNameEndsTheStart() {
        RunningMember member = new RunningMember().with("split-brain-protection", "unknown");
        assertThrows(InvalidSetting.class, member::start);
    }
}

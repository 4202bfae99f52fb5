package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.cluster.Address;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import io.gridscript.reply.RespReader;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two clusters that were one become one again: the data of the side that goes over stays behind.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitBrainTest {

    @Test
    void memberThatGoesOverServesTheDataOfTheOtherSide() throws Exception {
        try (RunningMember stays = new RunningMember().joinable().start();
                RunningMember goes = new RunningMember().joinable().start();
                RespClient onStays = stays.connect();
                RespClient onGoes = goes.connect()) {
            onStays.call("SET", "key", "stays");
            onGoes.call("SET", "key", "goes");
            onGoes.call("SET", "only", "here");

            Address target = stays.instance().getCluster().getLocalMember().getAddress();
            ((ClusterServiceImpl) goes.nodeEngine().getClusterService()).merge(target);

            assertTrue(onGoes.isClosedByPeer());
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> goes.instance().getCluster().getMembers().size() == 2);
            try (RespClient again = goes.connect()) {
                assertEquals(bulk("stays"), again.call("GET", "key"));
                assertEquals(RespClient.integer(0), again.call("EXISTS", "only"));
                assertEquals(status("OK"), again.call("SET", "key", "both"));
            }
            assertEquals(bulk("both"), onStays.call("GET", "key"));
            SeveralMembersTest.awaitBackup(stays, goes);
        }
    }

    @Test
    void clientsOfBothSidesHearEachOtherAfterwards() throws Exception {
        try (RunningMember stays = new RunningMember().joinable().start();
                RunningMember goes = new RunningMember().joinable().start();
                RespClient onStays = stays.connect();
                RespClient onGoes = goes.connect();
                RespClient listener = stays.connect()) {
            listener.call("SUBSCRIBE", "news");
            onGoes.call("SUBSCRIBE", "news");

            Address target = stays.instance().getCluster().getLocalMember().getAddress();
            ((ClusterServiceImpl) goes.nodeEngine().getClusterService()).merge(target);

            assertTrue(onGoes.isClosedByPeer());
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> goes.instance().getCluster().getMembers().size() == 2);
            try (RespClient again = goes.connect()) {
                RespReader.Value one = RespClient.integer(1);
                Awaitility.await().until(() -> again.call("PUBLISH", "news", "x").equals(one));
                assertEquals(one, onStays.call("PUBLISH", "news", "y"));
                again.call("SUBSCRIBE", "news");
                assertEquals(RespClient.integer(2), onStays.call("PUBLISH", "news", "to both"));
            }
        }
    }
}

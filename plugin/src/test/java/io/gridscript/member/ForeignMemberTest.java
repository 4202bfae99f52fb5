package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.ReplicatedMapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import io.gridscript.grid.membership.Presence;
import io.gridscript.reply.Ascii;
import io.gridscript.script.CachedScripts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A member that has the jar and doesn't configure it is as it would be without. */
class ForeignMemberTest {

    @Test
    void onlyTheServiceAndItsAttributeAreThere() {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.getNetworkConfig().setPort(0);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        try (RunningMember member = new RunningMember(config).start()) {
            HazelcastInstance instance = member.instance();
            assertNotNull(member.nodeEngine().getService(GridscriptService.NAME));
            assertNull(member.assembly());
            assertEquals(List.of(), List.copyOf(instance.getDistributedObjects()));
            assertEquals(Map.of(), instance.getConfig().getReplicatedMapConfigs());
            assertEquals(
                    Set.of(Presence.VERSION, Presence.DATABASES),
                    instance.getCluster().getLocalMember().getAttributes().keySet());
            assertEquals(List.of(), threadsOf(instance));
        }
    }

    @Test
    void threadsAreSeenWhereThereAreAny() {
        try (RunningMember member = new RunningMember().start()) {
            assertTrue(
                    threadsOf(member.instance()).stream()
                            .anyMatch(name -> name.contains("gridscript.resp")));
        }
    }

    @Test
    void anInvalidSettingStillEndsTheStart() {
        RunningMember member = new RunningMember().with("enabled", "false").with("prot", "1");
        assertThrows(InvalidSetting.class, member::start);
    }

    @Test
    void itHoldsScriptsOfOthersAsTheyKeepThem() {
        try (RunningMember serving = new RunningMember().joinable().start();
                RunningMember before =
                        new RunningMember().with("enabled", "false").joining(serving).start()) {
            serving.assembly()
                    .authority()
                    .load(Ascii.bytes("return 1"), CachedScripts.SOMEBODY)
                    .toCompletableFuture()
                    .join();
            try (RunningMember after =
                    new RunningMember().with("enabled", "false").joining(serving).start()) {
                for (RunningMember member : List.of(serving, before, after)) {
                    ReplicatedMapConfig kept =
                            member.instance()
                                    .getConfig()
                                    .findReplicatedMapConfig("gridscript.scripts.any");
                    assertEquals(InMemoryFormat.BINARY, kept.getInMemoryFormat());
                    assertEquals(
                            DiscardMergePolicy.class.getName(),
                            kept.getMergePolicyConfig().getPolicy());
                }
            }
        }
    }

    private static List<String> threadsOf(HazelcastInstance instance) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(instance.getName()) && name.contains("gridscript"))
                .toList();
    }
}

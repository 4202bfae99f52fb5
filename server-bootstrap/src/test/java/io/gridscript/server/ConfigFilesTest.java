package io.gridscript.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in config/ do what their comments say, on ports of the test's own. */
class ConfigFilesTest {

    private static final Path FILES = Path.of("..", "config");

    @TempDir Path folder;

    private final List<HazelcastInstance> members = new ArrayList<>();

    @AfterEach
    void stopMembers() {
        // The oldest leads the others: it goes last.
        Collections.reverse(members);
        members.forEach(HazelcastInstance::shutdown);
    }

    @Test
    void everyFileIsTried() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertEquals(
                    List.of(
                            "hazelcast-snippet.yaml",
                            "jvm.options",
                            "single-member.yaml",
                            "three-members-one-machine.yaml"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void theJvmTakesItsOptions() throws IOException, InterruptedException {
        assumeFalse(System.getProperty("java.vendor").contains("Oracle"), "it has no Shenandoah");
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + FILES.resolve("jvm.options"),
                                "-version")
                        .redirectErrorStream(true)
                        .start();
        String told = new String(java.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, java.waitFor(), told);
    }

    @Test
    void singleMemberStartsAloneOnLoopback() throws IOException {
        int port = FreePorts.one();
        HazelcastInstance member = start("single-member.yaml", port);
        assertEquals("gridscript", member.getConfig().getClusterName());
        assertEquals(
                new com.hazelcast.cluster.Address("127.0.0.1", port),
                member.getCluster().getLocalMember().getAddress());
        assertEquals(1, member.getCluster().getMembers().size());
        assertEquals("looks for no others", MemberConfig.describeJoin(member.getConfig()));
    }

    @Test
    void singleMemberSaysWhatTheServerDoesWithoutIt() {
        Config file = config(FILES.resolve("single-member.yaml"));
        Config builtIn = MemberConfig.of(CommandLine.parse("--member-port", "5701"));
        builtIn.setProperty("gridscript.bind", "127.0.0.1");
        builtIn.setProperty("gridscript.port", "6379");
        assertEquals(builtIn.getClusterName(), file.getClusterName());
        assertEquals(builtIn.getProperties(), file.getProperties());
        assertEquals(
                builtIn.getNetworkConfig().getInterfaces(),
                file.getNetworkConfig().getInterfaces());
        assertEquals(builtIn.getNetworkConfig().getJoin(), file.getNetworkConfig().getJoin());
        assertEquals(builtIn.getNetworkConfig().getPort(), file.getNetworkConfig().getPort());
    }

    @Test
    void threeMembersFindEachOther() throws IOException {
        int first = FreePorts.firstOf(3);
        for (int i = 0; i < 3; i++) {
            start("three-members-one-machine.yaml", first);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            for (HazelcastInstance member : members) {
                                assertEquals(3, member.getCluster().getMembers().size());
                            }
                        });
        for (HazelcastInstance member : members) {
            InetAddress address =
                    member.getCluster().getLocalMember().getAddress().getInetAddress();
            assertTrue(address.isLoopbackAddress(), address.toString());
        }
    }

    @Test
    void snippetOpensThePortOnAMemberOfOnesOwn() {
        Config config = config(FILES.resolve("hazelcast-snippet.yaml"));
        assertEquals("true", config.getProperty("gridscript.enabled"));
        assertEquals("127.0.0.1", config.getProperty("gridscript.bind"));
        assertEquals("6379", config.getProperty("gridscript.port"));
        assertEquals("dev", config.getClusterName());
    }

    private HazelcastInstance start(String file, int firstMemberPort) throws IOException {
        Config config = config(withPorts(file, firstMemberPort));
        config.setProperty("gridscript.port", "0");
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        members.add(member);
        return member;
    }

    /** The file with Hazelcast's ports 5701 to 5703 moved to that port and the next two. */
    private Path withPorts(String file, int first) throws IOException {
        String yaml = Files.readString(FILES.resolve(file));
        for (int i = 0; i < 3; i++) {
            yaml = yaml.replace(Integer.toString(5701 + i), Integer.toString(first + i));
        }
        return Files.writeString(folder.resolve(file), yaml);
    }

    private static Config config(Path file) {
        return MemberConfig.of(CommandLine.parse("--config", file.toString()));
    }
}

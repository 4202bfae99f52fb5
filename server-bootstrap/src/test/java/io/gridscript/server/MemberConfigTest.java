package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberConfigTest {

    @TempDir Path folder;

    @Test
    void withoutOptionsTheMemberLooksForNobody() {
        Config config = config();
        JoinConfig join = config.getNetworkConfig().getJoin();
        assertFalse(join.isAutoDetectionEnabled());
        assertFalse(join.getMulticastConfig().isEnabled());
        assertFalse(join.getTcpIpConfig().isEnabled());
        assertEquals("looks for no others", MemberConfig.describeJoin(config));
        assertEquals("gridscript", config.getClusterName());
    }

    @Test
    void withoutOptionsTheMemberListensOnLoopbackOnly() {
        Config config = config();
        assertLoopbackOnly(config);
        assertEquals(5701, config.getNetworkConfig().getPort());
        assertTrue(config.getNetworkConfig().isPortAutoIncrement());
    }

    @Test
    void theServerPhonesNobodyAndEndsGracefully() {
        Config config = config();
        assertFalse(MemberConfig.phonesHome(config));
        assertEquals("false", config.getProperty("hazelcast.phone.home.enabled"));
        assertEquals("GRACEFUL", config.getProperty("hazelcast.shutdownhook.policy"));
    }

    @Test
    void directivesBecomeProperties() {
        Config config = config("--port", "7000", "--save", "", "--bind", "127.0.0.1", "::1");
        assertEquals("true", config.getProperty("gridscript.enabled"));
        assertEquals("7000", config.getProperty("gridscript.port"));
        assertEquals("", config.getProperty("gridscript.save"));
        assertEquals("127.0.0.1 ::1", config.getProperty("gridscript.bind"));
        assertNull(config.getProperty("gridscript.requirepass"));
    }

    @Test
    void namedMemberPortIsTheOnlyOneTried() {
        NetworkConfig network = config("--member-port", "5799").getNetworkConfig();
        assertEquals(5799, network.getPort());
        assertFalse(network.isPortAutoIncrement());
    }

    @Test
    void joiningMembersOfThisMachineStaysOnLoopback() {
        Config config = config("--join", "127.0.0.1:5701,127.0.0.1:5702");
        JoinConfig join = config.getNetworkConfig().getJoin();
        assertTrue(join.getTcpIpConfig().isEnabled());
        assertEquals(
                List.of("127.0.0.1:5701", "127.0.0.1:5702"), join.getTcpIpConfig().getMembers());
        assertLoopbackOnly(config);
        assertEquals("joins 127.0.0.1:5701,127.0.0.1:5702", MemberConfig.describeJoin(config));
    }

    @Test
    void joiningAnotherMachineLeavesLoopback() {
        Config config = config("--join", "127.0.0.1:5701,192.0.2.7:5701");
        assertFalse(config.getNetworkConfig().getInterfaces().isEnabled());
    }

    @Test
    void yamlFileIsTheBaseAndTheCommandLineGoesOverIt() throws IOException {
        String file =
                file(
                        "member.yaml",
                        "hazelcast:",
                        "  cluster-name: mine",
                        "  network:",
                        "    port:",
                        "      port: 5800",
                        "  properties:",
                        "    hazelcast.phone.home.enabled: true",
                        "    gridscript.port: 7000",
                        "    gridscript.maxclients: 7");
        Config config = config("--config", file, "--port", "7001", "--member-port", "5801");
        assertEquals("mine", config.getClusterName());
        assertEquals(5801, config.getNetworkConfig().getPort());
        assertEquals("7001", config.getProperty("gridscript.port"));
        assertEquals("7", config.getProperty("gridscript.maxclients"));
        assertEquals("true", config.getProperty("gridscript.enabled"));
        assertTrue(MemberConfig.phonesHome(config));
        assertFalse(config.getNetworkConfig().getInterfaces().isEnabled());
        assertEquals("discovers others as configured", MemberConfig.describeJoin(config));
    }

    @Test
    void xmlFileIsReadToo() throws IOException {
        String file =
                file(
                        "member.xml",
                        "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\">",
                        "  <cluster-name>mine</cluster-name>",
                        "</hazelcast>");
        assertEquals("mine", config("--config", file).getClusterName());
    }

    @Test
    void advancedNetworkTakesPortAndMembersToo() throws IOException {
        String file =
                file(
                        "advanced.yaml",
                        "hazelcast:",
                        "  advanced-network:",
                        "    enabled: true",
                        "    member-server-socket-endpoint-config:",
                        "      port:",
                        "        port: 5800");
        Config config = config("--config", file, "--member-port", "5801", "--join", "127.0.0.1");
        ServerSocketEndpointConfig member =
                (ServerSocketEndpointConfig)
                        config.getAdvancedNetworkConfig()
                                .getEndpointConfigs()
                                .get(EndpointQualifier.MEMBER);
        assertEquals(5801, member.getPort());
        assertFalse(member.isPortAutoIncrement());
        assertEquals("joins 127.0.0.1", MemberConfig.describeJoin(config));
    }

    @Test
    void unusableFilesAreRefusedInOneLine() throws IOException {
        assertRefused("--config: cannot read ", folder.resolve("none.yaml").toString());
        String wrongName = file("member.txt", "hazelcast:");
        assertRefused("--config " + wrongName + ": ", wrongName);
        String notYaml = file("broken.yaml", "hazelcast: [", "  x");
        assertRefused("--config " + notYaml + ": ", notYaml);
        String unknown = file("unknown.yaml", "hazelcast:", "  clustername: x");
        assertRefused("--config " + unknown + ": ", unknown);
        String notXml = file("broken.xml", "<hazelcast>");
        assertRefused("--config " + notXml + ", line 2: ", notXml);
    }

    private void assertRefused(String beginning, String file) {
        String message =
                assertThrows(UsageException.class, () -> config("--config", file)).getMessage();
        assertTrue(message.startsWith(beginning), message);
        assertFalse(message.contains("\n"), message);
    }

    private static void assertLoopbackOnly(Config config) {
        assertTrue(config.getNetworkConfig().getInterfaces().isEnabled());
        assertEquals(
                List.of("127.0.0.1"),
                List.copyOf(config.getNetworkConfig().getInterfaces().getInterfaces()));
        assertEquals("false", config.getProperty("hazelcast.socket.bind.any"));
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    private static Config config(String... words) {
        return MemberConfig.of(CommandLine.parse(words));
    }
}

package io.gridscript.server;

import com.hazelcast.config.AliasedDiscoveryConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.instance.EndpointQualifier;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes Hazelcast's configuration from a command line: the named file, or a built-in one for a
 * member on its own, with Hazelcast's environment variables over it and the command line over both.
 */
final class MemberConfig {

    private static final String PHONE_HOME = "hazelcast.phone.home.enabled";
    private static final String SHUTDOWN_POLICY = "hazelcast.shutdownhook.policy";
    private static final String BIND_ANY = "hazelcast.socket.bind.any";
    private static final String LOOPBACK = "127.0.0.1";

    private MemberConfig() {}

    /**
     * The configuration to start a member with.
     *
     * @throws UsageException if the configuration file cannot be used
     */
    static Config of(CommandLine commandLine) {
        Config config =
                commandLine.configFile().isPresent()
                        ? fromFile(commandLine.configFile().get())
                        : builtIn();
        addDefaults(config);
        commandLine.memberPort().ifPresent(port -> setPort(config, port));
        if (!commandLine.join().isEmpty()) {
            setJoin(config, commandLine.join());
        }
        if (commandLine.configFile().isEmpty()) {
            keepOnLoopback(config);
        }
        commandLine
                .directives()
                .forEach((name, value) -> config.setProperty("gridscript." + name, value));
        return config;
    }

    /** Which members this one looks for, for a log line. */
    static String describeJoin(Config config) {
        JoinConfig join = join(config);
        if (join.getTcpIpConfig().isEnabled()) {
            return "joins " + String.join(",", join.getTcpIpConfig().getMembers());
        }
        return discovers(join) ? "discovers others as configured" : "looks for no others";
    }

    /** Whether this member tells Hazelcast's makers that it exists. */
    static boolean phonesHome(Config config) {
        return Boolean.parseBoolean(config.getProperty(PHONE_HOME));
    }

    private static JoinConfig join(Config config) {
        return config.getAdvancedNetworkConfig().isEnabled()
                ? config.getAdvancedNetworkConfig().getJoin()
                : config.getNetworkConfig().getJoin();
    }

    private static boolean discovers(JoinConfig join) {
        return join.getMulticastConfig().isEnabled()
                || join.isAutoDetectionEnabled()
                || join.getDiscoveryConfig().isEnabled()
                || Stream.of(
                                join.getAwsConfig(),
                                join.getGcpConfig(),
                                join.getAzureConfig(),
                                join.getKubernetesConfig(),
                                join.getEurekaConfig())
                        .anyMatch(AliasedDiscoveryConfig::isEnabled);
    }

    private static Config builtIn() {
        InputStream yaml = MemberConfig.class.getResourceAsStream("default.yaml");
        return Config.loadFromStream(yaml);
    }

    private static Config fromFile(String name) {
        try {
            if (name.endsWith(".xml")) {
                refuseMalformedXml(name);
            }
            return Config.loadFromFile(new File(name));
        } catch (IOException unreadable) {
            throw new UsageException("--config: cannot read " + unreadable.getMessage());
        } catch (HazelcastException | IllegalArgumentException unusable) {
            throw new UsageException("--config " + name + ": " + OneLine.of(unusable));
        }
    }

    /** Hazelcast's own reader prints malformed XML's errors to standard error. */
    private static void refuseMalformedXml(String name) throws IOException {
        try (InputStream xml = new FileInputStream(name)) {
            SAXParserFactory.newInstance().newSAXParser().parse(xml, new DefaultHandler());
        } catch (SAXParseException malformed) {
            throw new UsageException(
                    "--config "
                            + name
                            + ", line "
                            + malformed.getLineNumber()
                            + ": "
                            + OneLine.of(malformed));
        } catch (SAXException | ParserConfigurationException unusable) {
            throw new UsageException("--config " + name + ": " + OneLine.of(unusable));
        }
    }

    private static void addDefaults(Config config) {
        addDefault(config, "gridscript.enabled", "true");
        addDefault(config, PHONE_HOME, "false");
        addDefault(config, SHUTDOWN_POLICY, "GRACEFUL");
    }

    private static void addDefault(Config config, String name, String value) {
        if (config.getProperty(name) == null) {
            config.setProperty(name, value);
        }
    }

    private static void setPort(Config config, int port) {
        if (config.getAdvancedNetworkConfig().isEnabled()) {
            memberEndpoint(config).setPort(port).setPortAutoIncrement(false);
        } else {
            config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        }
    }

    private static ServerSocketEndpointConfig memberEndpoint(Config config) {
        return (ServerSocketEndpointConfig)
                config.getAdvancedNetworkConfig()
                        .getEndpointConfigs()
                        .get(EndpointQualifier.MEMBER);
    }

    private static void setJoin(Config config, List<String> members) {
        JoinConfig join = new JoinConfig();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.setTcpIpConfig(new TcpIpConfig().setEnabled(true).setMembers(members));
        if (config.getAdvancedNetworkConfig().isEnabled()) {
            config.getAdvancedNetworkConfig().setJoin(join);
        } else {
            config.getNetworkConfig().setJoin(join);
        }
    }

    /**
     * A member that joins nobody on another machine needs no open port there: whoever reaches
     * Hazelcast's port can do anything with the data.
     */
    private static void keepOnLoopback(Config config) {
        InterfacesConfig interfaces = config.getNetworkConfig().getInterfaces();
        TcpIpConfig join = join(config).getTcpIpConfig();
        boolean local =
                !join.isEnabled() || join.getMembers().stream().allMatch(MemberConfig::here);
        if (local && !interfaces.isEnabled()) {
            interfaces.setEnabled(true).addInterface(LOOPBACK);
            addDefault(config, BIND_ANY, "false");
        }
    }

    private static boolean here(String member) {
        int colon = member.lastIndexOf(':');
        String host = colon < 0 ? member : member.substring(0, colon);
        try {
            InetAddress address = InetAddress.getByName(host);
            return address instanceof Inet4Address && address.isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return false;
        }
    }
}

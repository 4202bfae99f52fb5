package io.gridscript.server;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.instance.BuildInfoProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Starts one Hazelcast member with the Gridscript plugin from a command line in redis-server's
 * manner. The plugin opens the Redis port and logs the line that says so; the member then runs
 * until SIGTERM, SIGINT or SHUTDOWN, each of which ends it gracefully.
 *
 * <p>Exit code 1, with one line on standard error, when the member cannot start.
 */
public final class ServerBootstrap {

    private ServerBootstrap() {}

    /** Does what the words ask for; returns when the member has started. */
    public static void main(String[] words) {
        Logging.configure();
        Jvm.prepare();
        try {
            run(CommandLine.parse(words));
        } catch (RuntimeException failure) {
            log().log(Level.DEBUG, "Cannot start", failure);
            System.err.println("gridscript-server: " + OneLine.of(failure));
            System.exit(1);
        }
    }

    private static void run(CommandLine commandLine) {
        switch (commandLine.request()) {
            case HELP -> System.out.print(help());
            case VERSION -> System.out.println(version());
            case START -> start(MemberConfig.of(commandLine));
        }
    }

    private static void start(Config config) {
        log().log(
                        Level.INFO,
                        "{0}: starting a member of cluster {1}; {2}; phone home {3}",
                        version(),
                        config.getClusterName(),
                        MemberConfig.describeJoin(config),
                        MemberConfig.phonesHome(config) ? "on" : "off");
        Hazelcast.newHazelcastInstance(config);
    }

    private static String version() {
        String own = ServerBootstrap.class.getPackage().getImplementationVersion();
        return "Gridscript "
                + Objects.requireNonNullElse(own, "(not packaged)")
                + " on Hazelcast "
                + BuildInfoProvider.getBuildInfo().getVersion()
                + ", Java "
                + Runtime.version();
    }

    private static String help() {
        try (InputStream help = ServerBootstrap.class.getResourceAsStream("help.txt")) {
            return new String(help.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Logger log() {
        return System.getLogger(ServerBootstrap.class.getName());
    }
}

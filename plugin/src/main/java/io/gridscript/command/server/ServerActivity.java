package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;
import io.gridscript.observe.EventLoopStatistics;
import io.gridscript.observe.Rate;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * This member's run: since when, under which ids, and how busy it is. Somebody has to call {@link
 * #sample} ten times a second.
 */
public final class ServerActivity {

    private final CommandTable table;
    private final Connections connections;
    private final EventLoopStatistics eventLoops;
    private final long startedAt = System.currentTimeMillis();
    private final String runId = randomId();
    private volatile String replicationId = randomId();
    private final Rate commands = new Rate();
    private final Rate input = new Rate();
    private final Rate output = new Rate();
    private final Rate cycles = new Rate();
    private final Rate cycleMicroseconds = new Rate();

    public ServerActivity(
            CommandTable table, Connections connections, EventLoopStatistics eventLoops) {
        this.table = table;
        this.connections = connections;
        this.eventLoops = eventLoops;
    }

    /** Takes a sample of all rates. */
    public void sample() {
        long now = System.nanoTime();
        commands.sample(now, commandsProcessed());
        input.sample(now, connections.bytesRead());
        output.sample(now, connections.bytesWritten());
        cycles.sample(now, eventLoops.cycles());
        cycleMicroseconds.sample(now, eventLoops.microseconds());
        eventLoops.round(System.nanoTime() - now);
    }

    /** Unix milliseconds. */
    long startedAt() {
        return startedAt;
    }

    /** Forty hex digits, others in each run. */
    String runId() {
        return runId;
    }

    /** Forty hex digits. */
    String replicationId() {
        return replicationId;
    }

    void changeReplicationId() {
        replicationId = randomId();
    }

    /** Calls of all commands, those of scripts included, as Redis counts them. */
    long commandsProcessed() {
        long calls = 0;
        for (Command command : table.all()) {
            calls += command.statistics().calls();
            for (Command subcommand : command.subcommands().values()) {
                calls += subcommand.statistics().calls();
            }
        }
        return calls;
    }

    long commandsPerSecond() {
        return commands.perSecond();
    }

    long bytesReadPerSecond() {
        return input.perSecond();
    }

    long bytesWrittenPerSecond() {
        return output.perSecond();
    }

    long cyclesPerSecond() {
        return cycles.perSecond();
    }

    /** Mean of the last seconds. */
    long microsecondsPerCycle() {
        long perSecond = cycles.perSecond();
        return perSecond == 0 ? 0 : cycleMicroseconds.perSecond() / perSecond;
    }

    /** What commands took, in microseconds. */
    long commandMicroseconds() {
        long micros = 0;
        for (Command command : table.all()) {
            micros += command.statistics().microseconds();
            for (Command subcommand : command.subcommands().values()) {
                micros += subcommand.statistics().microseconds();
            }
        }
        return micros;
    }

    private static String randomId() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

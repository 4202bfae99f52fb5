package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;
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
    private final long startedAt = System.currentTimeMillis();
    private final String runId = randomId();
    private volatile String replicationId = randomId();
    private final Rate commands = new Rate();
    private final Rate input = new Rate();
    private final Rate output = new Rate();

    public ServerActivity(CommandTable table, Connections connections) {
        this.table = table;
        this.connections = connections;
    }

    /** Takes a sample of all rates. */
    public void sample() {
        long now = System.nanoTime();
        commands.sample(now, commandsProcessed());
        input.sample(now, connections.bytesRead());
        output.sample(now, connections.bytesWritten());
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
    public String replicationId() {
        return replicationId;
    }

    public void changeReplicationId() {
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

    private static String randomId() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

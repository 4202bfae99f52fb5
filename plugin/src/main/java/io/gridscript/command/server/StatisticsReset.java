package io.gridscript.command.server;

import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.observe.Observations;

/** CONFIG RESETSTAT: everything that INFO counts begins again at zero. */
public final class StatisticsReset {

    private final CommandTable table;
    private final Connections connections;
    private final Observations observations;
    private final ScriptFigures scripts;

    public StatisticsReset(
            CommandTable table,
            Connections connections,
            Observations observations,
            ScriptFigures scripts) {
        this.table = table;
        this.connections = connections;
        this.observations = observations;
        this.scripts = scripts;
    }

    /**
     * Resets what this member counts.
     *
     * @param keyspace that is held, or null where another member has it, which goes on counting
     */
    void run(Keyspace keyspace) {
        for (Command command : table.all()) {
            command.statistics().reset();
            command.subcommands().values().forEach(each -> each.statistics().reset());
        }
        connections.resetStatistics();
        observations.errors().reset();
        observations.eventLoops().reset();
        scripts.resetStatistics();
        if (keyspace != null) {
            keyspace.statistics().reset();
        }
    }
}

package io.gridscript.command.replication;

import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;

/** All commands of and about replicas. */
public final class ReplicationCommands {

    private ReplicationCommands() {}

    /**
     * Registers them.
     *
     * @param connections among which are the replicas of this member
     */
    public static void register(
            CommandTable table, ReplicationStream stream, Connections connections) {
        new Synchronization(stream).register(table);
        new ReplicaReports(stream, connections).register(table);
        ReplicaOf.register(table);
    }
}

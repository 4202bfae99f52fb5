package io.gridscript.resp;

import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.Pauses;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.KeyspaceActor;

/** What every session of a member works with. */
public record SessionRooms(
        CommandTable table,
        CommandRunner runner,
        KeyspaceActor keyspace,
        BusyThreshold busy,
        DataLimits limits,
        InlineBudget budget,
        Channels channels,
        Pauses pauses) {

    /** What requests must pass. */
    Admission admission() {
        return new Admission(table, keyspace, busy, limits);
    }
}

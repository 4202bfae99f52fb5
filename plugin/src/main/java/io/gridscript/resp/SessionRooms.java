package io.gridscript.resp;

import io.gridscript.command.CommandRunner;
import io.gridscript.command.DataLimits;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.Pauses;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.grid.execution.KeyspaceActor;

/** What every session of a member works with. */
record SessionRooms(
        Admission admission,
        CommandRunner runner,
        KeyspaceActor keyspace,
        DataLimits limits,
        InlineBudget budget,
        Channels channels,
        Pauses pauses) {}

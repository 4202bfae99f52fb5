package io.gridscript.grid.routing;

import io.gridscript.command.Unit;
import io.gridscript.grid.commit.SenderId;
import java.util.List;

/**
 * A batch as it travels to the owner of its keyspace.
 *
 * @param sequence the batch's number, rising for each sender
 */
record BatchMessage(
        SenderId sender,
        long sequence,
        ConnectionFacts facts,
        ConnectionState state,
        List<Unit> units) {}

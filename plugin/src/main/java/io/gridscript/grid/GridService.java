package io.gridscript.grid;

import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.grid.routing.Batches;

/**
 * The Hazelcast service of this plugin as the operations of this room find it on the member that
 * they arrive at. Implemented by member.
 */
public interface GridService {

    /** The name under which Hazelcast knows the service. */
    String NAME = "gridscript:service";

    /** The way of batches. */
    Batches batches();

    /** The keyspace's copy on this member. */
    KeyspaceReplica replica();

    /** The messages of this member. */
    GridMessages messages();
}

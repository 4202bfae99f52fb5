package io.gridscript.grid;

import io.gridscript.grid.message.GridMessages;

/**
 * The Hazelcast service of this plugin as the operations of this room find it on the member that
 * they arrive at. Implemented by member.
 */
public interface GridService {

    /** The name under which Hazelcast knows the service. */
    String NAME = "gridscript:service";

    /** The messages of this member. */
    GridMessages messages();
}

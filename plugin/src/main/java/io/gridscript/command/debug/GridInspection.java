package io.gridscript.command.debug;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What DEBUG GRID tells of the member that is asked. A port: implemented by member. */
public interface GridInspection {

    /** Names of the record stores that Hazelcast keeps on this member for script maps. */
    CompletionStage<List<String>> scriptStores();

    /** What this member has of the keyspace, a line for each fact. */
    CompletionStage<String> replica();

    /** How many libraries of functions there are. */
    int libraries();
}

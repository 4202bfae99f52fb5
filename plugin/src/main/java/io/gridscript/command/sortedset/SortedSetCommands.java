package io.gridscript.command.sortedset;

import io.gridscript.command.CommandTable;

/** The commands of sorted sets. */
public final class SortedSetCommands {

    private SortedSetCommands() {}

    public static void register(CommandTable table) {
        Scoring.register(table);
        Removal.register(table);
        Scores.register(table);
        RankLookup.register(table);
        Counting.register(table);
        Ranging.register(table);
        Popping.register(table);
        BlockingPopping.register(table);
        RandomMembers.register(table);
        Combining.register(table);
        SortedSetScan.register(table);
    }
}

package io.gridscript.command.stream;

import io.gridscript.command.CommandTable;

/** The commands of streams. */
public final class StreamCommands {

    private StreamCommands() {}

    public static void register(CommandTable table) {
        Appending.register(table);
        Ranging.register(table);
        Removal.register(table);
        Renumbering.register(table);
        Reading.register(table);
        GroupCommands.register(table);
        GroupReading.register(table);
        Acknowledging.register(table);
        PendingListing.register(table);
        Claiming.register(table);
        AutomaticClaiming.register(table);
        InfoCommand.register(table);
    }
}

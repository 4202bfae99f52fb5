package io.gridscript.command.hash;

import io.gridscript.command.CommandTable;

/** All commands of hashes. */
public final class HashCommands {

    private HashCommands() {}

    public static void register(CommandTable table) {
        HashWriting.register(table);
        HashReading.register(table);
        HashListing.register(table);
        HashIncrement.register(table);
        RandomFields.register(table);
        HashScan.register(table);
    }
}

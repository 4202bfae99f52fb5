package io.gridscript.command.geo;

import io.gridscript.command.CommandTable;

/** The commands on places. */
public final class GeoCommands {

    private GeoCommands() {}

    public static void register(CommandTable table) {
        Adding.register(table);
        Places.register(table);
        SearchSpecs.register(table);
    }
}

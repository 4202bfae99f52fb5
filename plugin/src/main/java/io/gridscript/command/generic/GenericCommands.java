package io.gridscript.command.generic;

import io.gridscript.command.CommandTable;

/** All commands of keys, whatever type they are. */
public final class GenericCommands {

    private final boolean clusterEnabled;

    /**
     * @param clusterEnabled whether keys are spread by slot, so that there is one database
     */
    public GenericCommands(boolean clusterEnabled) {
        this.clusterEnabled = clusterEnabled;
    }

    public void register(CommandTable table) {
        Deletion.register(table);
        Existence.register(table);
        Expiration.register(table);
        TimeToLive.register(table);
        Renaming.register(table);
        new Copying(clusterEnabled).register(table);
        new Databases(clusterEnabled).register(table);
        Listing.register(table);
        KeyScan.register(table);
        ObjectCommand.register(table);
        Dumping.register(table);
        Restoring.register(table);
    }
}

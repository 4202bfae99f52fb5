package io.gridscript.command.generic;

import io.gridscript.command.CommandTable;
import io.gridscript.command.DebugSwitches;

/** All commands of keys, whatever type they are. */
public final class GenericCommands {

    private final boolean clusterEnabled;
    private final DebugSwitches switches;

    /**
     * @param clusterEnabled whether keys are spread by slot, so that there is one database
     */
    public GenericCommands(boolean clusterEnabled) {
        this(clusterEnabled, new DebugSwitches());
    }

    /**
     * As {@link #GenericCommands(boolean)}.
     *
     * @param switches say whether RESTORE looks at checksums
     */
    public GenericCommands(boolean clusterEnabled, DebugSwitches switches) {
        this.clusterEnabled = clusterEnabled;
        this.switches = switches;
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
        new Restoring(switches).register(table);
    }
}

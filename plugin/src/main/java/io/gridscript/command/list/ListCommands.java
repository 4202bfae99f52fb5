package io.gridscript.command.list;

import io.gridscript.command.CommandTable;

/** All commands of lists. */
public final class ListCommands {

    private ListCommands() {}

    public static void register(CommandTable table) {
        ListPushing.register(table);
        ListPopping.register(table);
        PopFromMany.register(table);
        ListReading.register(table);
        ListSearch.register(table);
        ListEditing.register(table);
        ListMoving.register(table);
        BlockingListPopping.register(table);
        BlockingListMoving.register(table);
    }
}

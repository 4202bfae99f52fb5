package io.gridscript.command.set;

import io.gridscript.command.CommandTable;

/** All commands of sets. */
public final class SetCommands {

    private SetCommands() {}

    public static void register(CommandTable table) {
        SetWriting.register(table);
        SetReading.register(table);
        MemberMove.register(table);
        RandomRemoval.register(table);
        RandomMembers.register(table);
        Intersection.register(table);
        IntersectionSize.register(table);
        Union.register(table);
        Difference.register(table);
        SetScan.register(table);
    }
}

package io.gridscript.member;

import io.gridscript.command.CommandTable;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.bitmap.BitmapCommands;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.geo.GeoCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.hyperloglog.HyperLogLogCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.migrate.MigrateCommand;
import io.gridscript.command.set.SetCommands;
import io.gridscript.command.sort.SortCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.command.string.StringCommands;
import java.util.function.LongSupplier;

/** The families of commands that work on keys and values, and need nothing of the grid. */
final class DataCommands {

    private final MemberDirectives directives;
    private final DebugSwitches switches;

    DataCommands(MemberDirectives directives, DebugSwitches switches) {
        this.directives = directives;
        this.switches = switches;
    }

    void register(CommandTable table) {
        LongSupplier longest = () -> directives.get(DirectiveTable.PROTO_MAX_BULK_LEN);
        new GenericCommands(directives.get(DirectiveTable.CLUSTER_ENABLED), switches)
                .register(table);
        StringCommands.register(table, longest);
        HashCommands.register(table);
        ListCommands.register(table);
        SetCommands.register(table);
        SortedSetCommands.register(table);
        SortCommands.register(table);
        MigrateCommand.register(table);
        StreamCommands.register(table);
        BitmapCommands.register(table, longest);
        HyperLogLogCommands.register(table);
        GeoCommands.register(table);
    }
}

package io.gridscript.command.hyperloglog;

import io.gridscript.command.CommandTable;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** The commands that estimate how many different elements were seen. */
public final class HyperLogLogCommands {

    private HyperLogLogCommands() {}

    public static void register(CommandTable table) {
        Adding.register(table);
        Counting.register(table);
        Merging.register(table);
        Inspection.register(table);
        SelfTest.register(table);
    }

    /** What the specs of all of them have in common. */
    static CommandSpec.Builder spec(String name, int arity, KeySpec... keys) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.HYPERLOGLOG)
                .since("2.8.9")
                .categories(AclCategory.HYPERLOGLOG)
                .keys(keys);
    }
}

package io.gridscript.command.string;

import io.gridscript.command.CommandTable;
import java.util.function.LongSupplier;

/** All commands of strings. */
public final class StringCommands {

    private StringCommands() {}

    /**
     * @param longestBulk proto-max-bulk-len in bytes: no string may become longer
     */
    public static void register(CommandTable table, LongSupplier longestBulk) {
        LengthLimit limit = new LengthLimit(longestBulk);
        Setting.register(table);
        MultipleSetting.register(table);
        Getting.register(table);
        GettingAndChanging.register(table);
        Counting.register(table);
        new Patching(limit).register(table);
        Ranges.register(table);
        new CommonSubsequence(limit).register(table);
    }
}

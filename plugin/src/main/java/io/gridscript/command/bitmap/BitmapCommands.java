package io.gridscript.command.bitmap;

import io.gridscript.command.CommandTable;
import java.util.function.LongSupplier;

/** The commands that see strings as bits. */
public final class BitmapCommands {

    private BitmapCommands() {}

    /**
     * @param longestBulk proto-max-bulk-len in bytes: no string may become longer
     */
    public static void register(CommandTable table, LongSupplier longestBulk) {
        BitOffset offsets = new BitOffset(longestBulk);
        new SingleBits(offsets).register(table);
        BitCounting.register(table);
        BitSearch.register(table);
        BitOperations.register(table);
        new BitFields(offsets).register(table);
    }
}

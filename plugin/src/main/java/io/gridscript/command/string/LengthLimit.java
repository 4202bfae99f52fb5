package io.gridscript.command.string;

import io.gridscript.reply.ErrorReply;
import java.util.function.LongSupplier;

/** How long a string may become: proto-max-bulk-len, and what an array can hold. */
final class LengthLimit {

    private static final ErrorReply TOO_LONG =
            ErrorReply.err("string exceeds maximum allowed size (proto-max-bulk-len)");

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final LongSupplier longestBulk;

    LengthLimit(LongSupplier longestBulk) {
        this.longestBulk = longestBulk;
    }

    /** In bytes. */
    long longestBulk() {
        return longestBulk.getAsLong();
    }

    /** Refuses a string of so many and so many more bytes if that is too long. */
    void check(long length, int more) {
        if (length > Math.min(longestBulk(), LONGEST_ARRAY) - more) {
            throw TOO_LONG;
        }
    }
}

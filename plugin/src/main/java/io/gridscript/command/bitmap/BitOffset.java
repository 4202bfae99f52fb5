package io.gridscript.command.bitmap;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.function.LongSupplier;

/** The places of bits in requests. */
final class BitOffset {

    private static final ErrorReply INVALID =
            ErrorReply.err("bit offset is not an integer or out of range");

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final LongSupplier longestBulk;

    BitOffset(LongSupplier longestBulk) {
        this.longestBulk = longestBulk;
    }

    /**
     * The place of a bit within the longest string there may be.
     *
     * @throws ErrorReply when it is none
     */
    long parse(byte[] word) {
        return checked(RedisNumbers.parseLong(word, INVALID));
    }

    /** The place of a field, which behind a # counts fields of so many bits. */
    long parse(byte[] word, int bits) {
        if (word.length == 0 || word[0] != '#') {
            return parse(word);
        }
        return checked(RedisNumbers.parseLong(word, 1, word.length - 1, INVALID) * bits);
    }

    private long checked(long offset) {
        if (offset < 0 || offset >> 3 >= Math.min(longestBulk.getAsLong(), LONGEST_ARRAY)) {
            throw INVALID;
        }
        return offset;
    }
}

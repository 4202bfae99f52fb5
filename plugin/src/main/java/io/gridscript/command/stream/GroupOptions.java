package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * The options of XGROUP CREATE and XGROUP SETID.
 *
 * @param makesStream whether the stream is made if it isn't there
 * @param read how many entries the group has read, or {@link StreamGroup#UNKNOWN}
 */
record GroupOptions(boolean makesStream, long read) {

    private static final ErrorReply NEGATIVE =
            ErrorReply.err("value for ENTRIESREAD must be positive or -1");

    /** Where options begin. */
    private static final int FIRST = 5;

    static GroupOptions parse(CommandCall call, boolean creates) {
        byte[][] words = call.arguments();
        boolean makesStream = false;
        long read = StreamGroup.UNKNOWN;
        for (int at = FIRST; at < words.length; at++) {
            if (creates && Ascii.is(words[at], "mkstream")) {
                makesStream = true;
            } else if (at + 1 < words.length && Ascii.is(words[at], "entriesread")) {
                read = RedisNumbers.parseLong(words[++at]);
                if (read < 0 && read != StreamGroup.UNKNOWN) {
                    throw NEGATIVE;
                }
            } else {
                throw Subcommands.wrong(call);
            }
        }
        return new GroupOptions(makesStream, read);
    }
}

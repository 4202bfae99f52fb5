package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.command.Timeout;
import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * The options of XREAD and XREADGROUP.
 *
 * @param group its name, or null
 * @param consumer its name, or null
 * @param blockMillis how long to wait for entries, 0 for ever; or {@link #AT_ONCE}
 * @param count how many entries of a stream are read at most, 0 for all
 * @param acknowledged whether what is read isn't pending: NOACK
 * @param keysAt where keys begin
 * @param streams how many keys there are, and as many IDs behind them
 */
record ReadRequest(
        byte[] group,
        byte[] consumer,
        long blockMillis,
        long count,
        boolean acknowledged,
        int keysAt,
        int streams) {

    /** Doesn't wait. */
    static final long AT_ONCE = -1;

    private static final ErrorReply GROUP_OF_XREAD =
            ErrorReply.err(
                    "The GROUP option is only supported by XREADGROUP. You called XREAD instead.");
    private static final ErrorReply NOACK_OF_XREAD =
            ErrorReply.err(
                    "The NOACK option is only supported by XREADGROUP. You called XREAD instead.");
    private static final ErrorReply NO_GROUP =
            ErrorReply.err("Missing GROUP option for XREADGROUP");

    /** Parses a request of XREAD or, where it has groups, of XREADGROUP. */
    static ReadRequest parse(CommandCall call, boolean hasGroups) {
        byte[][] words = call.arguments();
        byte[] group = null;
        byte[] consumer = null;
        long block = AT_ONCE;
        long count = 0;
        boolean acknowledged = false;
        for (int at = 1; at < words.length; at++) {
            int more = words.length - at - 1;
            if (more > 0 && Ascii.is(words[at], "block")) {
                block = Timeout.ofMillis(words[++at], call.now());
            } else if (more > 0 && Ascii.is(words[at], "count")) {
                count = Math.max(0, RedisNumbers.parseLong(words[++at]));
            } else if (more > 0 && Ascii.is(words[at], "streams")) {
                int streams = streams(call, more, hasGroups);
                if (hasGroups && group == null) {
                    throw NO_GROUP;
                }
                return new ReadRequest(
                        group, consumer, block, count, acknowledged, at + 1, streams);
            } else if (more > 1 && Ascii.is(words[at], "group")) {
                check(hasGroups, GROUP_OF_XREAD);
                group = words[++at];
                consumer = words[++at];
            } else if (Ascii.is(words[at], "noack")) {
                check(hasGroups, NOACK_OF_XREAD);
                acknowledged = true;
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        throw ErrorReply.SYNTAX;
    }

    private static void check(boolean fits, ErrorReply otherwise) {
        if (!fits) {
            throw otherwise;
        }
    }

    private static int streams(CommandCall call, int words, boolean hasGroups) {
        if (words % 2 != 0) {
            throw ErrorReply.err(
                    "Unbalanced '"
                            + call.command().spec().fullName()
                            + "' list of streams: for each stream key an "
                            + (hasGroups ? "ID or '>'" : "ID, '+', or '$'")
                            + " must be specified.");
        }
        return words / 2;
    }

    byte[] key(CommandCall call, int stream) {
        return call.argument(keysAt + stream);
    }

    /** What a request has for the ID of a stream. */
    byte[] id(CommandCall call, int stream) {
        return call.argument(keysAt + streams + stream);
    }

    /** The same request with these IDs, which mean the same at any time. */
    byte[][] withIds(CommandCall call, StreamId[] ids) {
        byte[][] words = call.arguments().clone();
        for (int i = 0; i < streams; i++) {
            words[keysAt + streams + i] = ids[i].text();
        }
        return words;
    }

    boolean mayBlock() {
        return blockMillis != AT_ONCE;
    }
}

package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;
import java.util.List;

/**
 * What XCLAIM asks for.
 *
 * @param leastIdle milliseconds that entries have been with their consumers at least
 * @param delivered when the entries shall have been delivered, in Unix milliseconds
 * @param deliveries how often they shall have been, or below zero for once more than they were
 * @param forced whether entries are claimed that aren't pending
 * @param justIds whether only IDs are told, and the delivery isn't counted
 * @param last the ID up to which entries were delivered at least
 */
record ClaimRequest(
        long leastIdle,
        List<StreamId> ids,
        long delivered,
        long deliveries,
        boolean forced,
        boolean justIds,
        StreamId last) {

    private static final ErrorReply INVALID_LEAST_IDLE = invalid("min-idle-time");
    private static final ErrorReply INVALID_IDLE = invalid("IDLE option");
    private static final ErrorReply INVALID_TIME = invalid("TIME option");
    private static final ErrorReply INVALID_COUNT = invalid("RETRYCOUNT option");

    private static final int FIRST_ID = 5;

    private static ErrorReply invalid(String what) {
        return ErrorReply.err("Invalid " + what + " argument for XCLAIM");
    }

    static ClaimRequest parse(byte[][] words, long now) {
        long leastIdle = Math.max(0, RedisNumbers.parseLong(words[4], INVALID_LEAST_IDLE));
        int options = FIRST_ID;
        while (options < words.length && StreamIds.isStrict(words[options])) {
            options++;
        }
        List<StreamId> ids =
                Arrays.stream(words, FIRST_ID, options).map(StreamIds::strict).toList();
        long delivered = now;
        long deliveries = -1;
        boolean forced = false;
        boolean justIds = false;
        StreamId last = StreamId.ZERO;
        for (int at = options; at < words.length; at++) {
            boolean more = at + 1 < words.length;
            byte[] word = words[at];
            if (Ascii.is(word, "force")) {
                forced = true;
            } else if (Ascii.is(word, "justid")) {
                justIds = true;
            } else if (more && Ascii.is(word, "idle")) {
                delivered = now - RedisNumbers.parseLong(words[++at], INVALID_IDLE);
            } else if (more && Ascii.is(word, "time")) {
                delivered = RedisNumbers.parseLong(words[++at], INVALID_TIME);
            } else if (more && Ascii.is(word, "retrycount")) {
                deliveries = RedisNumbers.parseLong(words[++at], INVALID_COUNT);
            } else if (more && Ascii.is(word, "lastid")) {
                last = StreamIds.strict(words[++at]);
            } else {
                throw ErrorReply.err("Unrecognized XCLAIM option '" + Ascii.string(word) + "'");
            }
        }
        // A client's clock may go wrong: that is no reason to refuse it.
        long sane = delivered < 0 || delivered > now ? now : delivered;
        return new ClaimRequest(leastIdle, ids, sane, deliveries, forced, justIds, last);
    }
}

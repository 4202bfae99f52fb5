package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.HumanLongDouble;
import io.gridscript.reply.RedisNumbers;

/** How long a blocking command waits, as its request says: Redis's getTimeoutFromObjectOrReply. */
public final class Timeout {

    private static final ErrorReply NOT_A_FLOAT =
            ErrorReply.err("timeout is not a float or out of range");
    private static final ErrorReply NOT_AN_INTEGER =
            ErrorReply.err("timeout is not an integer or out of range");
    private static final ErrorReply OUT_OF_RANGE = ErrorReply.err("timeout is out of range");
    private static final ErrorReply NEGATIVE = ErrorReply.err("timeout is negative");
    private static final double MILLIS = 1000;

    private Timeout() {}

    /**
     * Seconds with fractions, as milliseconds; 0 means as long as it takes.
     *
     * @param now Unix time in milliseconds
     * @throws ErrorReply when the word is no such time
     */
    public static long ofSeconds(byte[] word, long now) {
        double millis = Math.ceil(seconds(word) * MILLIS);
        if (millis > Long.MAX_VALUE) {
            throw OUT_OF_RANGE;
        }
        return checked((long) millis, now);
    }

    /** What no double can tell may be a number nevertheless, as in Redis. */
    private static double seconds(byte[] word) {
        return RedisNumbers.isDouble(word)
                ? RedisNumbers.parseDouble(word)
                : HumanLongDouble.parse(word, NOT_A_FLOAT).doubleValue();
    }

    /**
     * Milliseconds; 0 means as long as it takes.
     *
     * @param now Unix time in milliseconds
     * @throws ErrorReply when the word is no such time
     */
    public static long ofMillis(byte[] word, long now) {
        return checked(RedisNumbers.parseLong(word, NOT_AN_INTEGER), now);
    }

    private static long checked(long millis, long now) {
        if (millis < 0) {
            throw NEGATIVE;
        }
        if (millis > Long.MAX_VALUE - now) {
            throw OUT_OF_RANGE;
        }
        return millis;
    }
}

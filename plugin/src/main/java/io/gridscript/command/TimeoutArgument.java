package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Timeouts in milliseconds, as Redis reads them (getTimeoutFromObjectOrReply). */
public final class TimeoutArgument {

    private static final ErrorReply NO_INTEGER =
            ErrorReply.err("timeout is not an integer or out of range");
    private static final ErrorReply NEGATIVE = ErrorReply.err("timeout is negative");
    private static final ErrorReply OUT_OF_RANGE = ErrorReply.err("timeout is out of range");

    private TimeoutArgument() {}

    /** When it ends, in Unix milliseconds; 0 for a timeout of 0. */
    public static long end(byte[] argument) {
        long timeout = RedisNumbers.parseLong(argument, NO_INTEGER);
        if (timeout < 0) {
            throw NEGATIVE;
        }
        if (timeout == 0) {
            return 0;
        }
        long now = System.currentTimeMillis();
        if (timeout > Long.MAX_VALUE - now) {
            throw OUT_OF_RANGE;
        }
        return timeout + now;
    }
}

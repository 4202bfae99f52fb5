package io.gridscript.grid.execution;

import io.gridscript.reply.ErrorReply;
import java.util.concurrent.TimeUnit;

/** When those who wait for a script are told so: the directive busy-reply-threshold. */
public final class BusyThreshold {

    private static final ErrorReply BUSY_SCRIPT =
            ErrorReply.of(
                    "BUSY Redis is busy running a script."
                            + " You can only call SCRIPT KILL or SHUTDOWN NOSAVE.");

    private volatile long nanoseconds = TimeUnit.SECONDS.toNanos(5);

    /** Sets the threshold; 0 or less: nobody is ever told. */
    public void milliseconds(long milliseconds) {
        nanoseconds = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    long nanoseconds() {
        return nanoseconds;
    }

    boolean isSet() {
        return nanoseconds > 0;
    }

    boolean isPassed(long elapsedNanoseconds) {
        long limit = nanoseconds;
        return limit > 0 && elapsedNanoseconds >= limit;
    }

    /** What they are told. */
    public ErrorReply busy() {
        return BUSY_SCRIPT;
    }
}

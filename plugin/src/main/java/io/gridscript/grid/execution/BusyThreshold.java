package io.gridscript.grid.execution;

import io.gridscript.reply.ErrorReply;
import io.gridscript.script.BusyReplies;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** When those who wait for a script are told so: the directive busy-reply-threshold. */
public final class BusyThreshold {

    private final BooleanSupplier isFunctionRunning;
    private volatile long nanoseconds = TimeUnit.SECONDS.toNanos(5);

    /** Of a member where only scripts run. */
    public BusyThreshold() {
        this(() -> false);
    }

    /**
     * @param isFunctionRunning whether they wait for a function, and not for a script
     */
    public BusyThreshold(BooleanSupplier isFunctionRunning) {
        this.isFunctionRunning = isFunctionRunning;
    }

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
        return isFunctionRunning.getAsBoolean() ? BusyReplies.FUNCTION : BusyReplies.SCRIPT;
    }
}

package io.gridscript.command;

import java.util.concurrent.TimeUnit;

/** How long a script may run on a connection's own thread, where others wait for it. */
@FunctionalInterface
public interface InlineBudget {

    /** One millisecond: longer than most scripts, shorter than anybody notices. */
    InlineBudget DEFAULT = elapsed -> elapsed > TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * Whether a run of that length must go on elsewhere.
     *
     * @param elapsedNanos by {@link System#nanoTime()}
     */
    boolean isExceeded(long elapsedNanos);
}

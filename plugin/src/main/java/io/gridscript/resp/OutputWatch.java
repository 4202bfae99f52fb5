package io.gridscript.resp;

import io.gridscript.command.OutputLimit;
import java.util.concurrent.TimeUnit;

/** Watches how much waits for one client. Belongs to the client's event loop. */
final class OutputWatch {

    private boolean isSlow;
    private long slowSince;

    /** Whether so many bytes are too many now, or have been for too long. */
    boolean isTooMuch(OutputLimit limit, long bytes) {
        if (limit.isHardExceeded(bytes)) {
            return true;
        }
        if (!limit.isSoftExceeded(bytes)) {
            isSlow = false;
            return false;
        }
        long now = System.nanoTime();
        if (!isSlow) {
            isSlow = true;
            slowSince = now;
        }
        return now - slowSince > TimeUnit.SECONDS.toNanos(limit.softSeconds());
    }
}

package io.gridscript.command;

/**
 * How much of what a client is sent may wait for it: client-output-buffer-limit of one class of
 * clients. Who takes less is closed.
 *
 * @param hardBytes never more; 0: no limit
 * @param softBytes not more for longer than the seconds; 0: no limit
 */
public record OutputLimit(long hardBytes, long softBytes, long softSeconds) {

    public static final OutputLimit NONE = new OutputLimit(0, 0, 0);

    /** This limit where something else waits that doesn't count. */
    public OutputLimit beside(long bytes) {
        return bytes == 0
                ? this
                : new OutputLimit(
                        hardBytes == 0 ? 0 : hardBytes + bytes,
                        softBytes == 0 ? 0 : softBytes + bytes,
                        softSeconds);
    }

    public boolean isNone() {
        return hardBytes == 0 && softBytes == 0;
    }

    public boolean isHardExceeded(long bytes) {
        return hardBytes > 0 && bytes >= hardBytes;
    }

    public boolean isSoftExceeded(long bytes) {
        return softBytes > 0 && bytes >= softBytes;
    }
}

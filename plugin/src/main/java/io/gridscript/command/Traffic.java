package io.gridscript.command;

/**
 * What has come and gone over a connection. Counted on the connection's event loop, read askew by
 * others.
 */
public final class Traffic {

    private final long createdAt;
    private volatile long lastRequestAt;
    private long bytesRead;
    private long bytesWritten;
    private long commandsRun;

    /** That of a connection which is accepted now. */
    public Traffic() {
        createdAt = System.currentTimeMillis();
        lastRequestAt = createdAt;
    }

    /** That of a connection of another member; times are Unix milliseconds. */
    public Traffic(
            long createdAt,
            long lastRequestAt,
            long bytesRead,
            long bytesWritten,
            long commandsRun) {
        this.createdAt = createdAt;
        this.lastRequestAt = lastRequestAt;
        this.bytesRead = bytesRead;
        this.bytesWritten = bytesWritten;
        this.commandsRun = commandsRun;
    }

    /** Unix milliseconds at which the connection was accepted. */
    public long createdAt() {
        return createdAt;
    }

    /** Unix milliseconds of its last request. */
    public long lastRequestAt() {
        return lastRequestAt;
    }

    public long bytesRead() {
        return bytesRead;
    }

    public long bytesWritten() {
        return bytesWritten;
    }

    public long commandsRun() {
        return commandsRun;
    }

    /** Requests have come, or parts of them. */
    public void read(int bytes) {
        bytesRead += bytes;
        lastRequestAt = System.currentTimeMillis();
    }

    /** Replies or messages have gone. */
    public void wrote(long bytes) {
        bytesWritten += bytes;
    }

    /** A command was run or queued. */
    public void ran() {
        commandsRun++;
    }
}

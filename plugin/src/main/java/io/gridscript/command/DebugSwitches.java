package io.gridscript.command;

/** What DEBUG turns off and on, for tests only. Safe for all threads. */
public final class DebugSwitches {

    private volatile boolean activeExpiry = true;
    private volatile boolean denyScripts = true;
    private volatile boolean checksums = true;

    /** Whether keys whose deadline has passed are removed before somebody looks at them. */
    public boolean isActiveExpiry() {
        return activeExpiry;
    }

    public void activeExpiry(boolean on) {
        activeExpiry = on;
    }

    /** Whether commands with the flag noscript are refused to scripts. */
    public boolean isDenyScripts() {
        return denyScripts;
    }

    public void denyScripts(boolean on) {
        denyScripts = on;
    }

    /** Whether RESTORE looks at the checksums of payloads. */
    public boolean isCheckingChecksums() {
        return checksums;
    }

    public void checkChecksums(boolean on) {
        checksums = on;
    }
}

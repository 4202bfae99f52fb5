package io.gridscript.keyspace;

/**
 * Which keys are evicted and how they are found, as the directives set it. Read by holders, set by
 * CONFIG SET from other threads.
 */
public final class EvictionSettings {

    private volatile EvictionPolicy policy = EvictionPolicy.NOEVICTION;
    private volatile boolean countsAccesses;
    private volatile boolean limited;
    private volatile int samples = 5;
    private volatile int logFactor = 10;
    private volatile int decayMinutes = 1;

    public EvictionPolicy policy() {
        return policy;
    }

    public void policy(EvictionPolicy newPolicy) {
        policy = newPolicy;
        countsAccesses = newPolicy.countsAccesses();
    }

    /** Whether accesses are counted rather than dated. */
    public boolean countsAccesses() {
        return countsAccesses;
    }

    /** Says whether memory is limited at all. */
    public void limited(boolean isLimited) {
        limited = isLimited;
    }

    /** Whether Redis would let keys have the same object: not where each needs its own access. */
    public boolean sharesIntegers() {
        return !limited || !policy.looksAtAccesses();
    }

    /** Keys of each database that are looked at to find one. */
    public int samples() {
        return samples;
    }

    public void samples(int keys) {
        samples = keys;
    }

    /** The larger, the more accesses it takes until the counter of a key grows: lfu-log-factor. */
    public int logFactor() {
        return logFactor;
    }

    public void logFactor(int factor) {
        logFactor = factor;
    }

    /** Minutes after which the counter of a key is one less; 0: it stays. */
    public int decayMinutes() {
        return decayMinutes;
    }

    public void decayMinutes(int minutes) {
        decayMinutes = minutes;
    }
}

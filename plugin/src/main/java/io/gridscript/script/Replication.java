package io.gridscript.script;

/**
 * What {@code redis.set_repl} can ask for. Accepted as in Redis and then without effect: every
 * change goes to the backups, because a member that took over without it would lose it.
 */
public enum Replication {
    NONE,
    AOF,
    REPLICA,
    ALL;

    /** The value of the constant REPL_* in scripts. */
    int bits() {
        return ordinal();
    }

    /** The choice of these bits, or null for others. */
    static Replication of(int bits) {
        return bits >= 0 && bits < values().length ? values()[bits] : null;
    }
}

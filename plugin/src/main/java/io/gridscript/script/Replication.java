package io.gridscript.script;

/**
 * What {@code redis.set_repl} can ask for: whether Redis replicas are told what follows. Backups
 * get every change, because a member that took over without it would lose it.
 */
public enum Replication {
    NONE,
    AOF,
    REPLICA,
    ALL;

    /** Whether replicas are told of what a script changes. */
    public boolean reachesReplicas() {
        return this == REPLICA || this == ALL;
    }

    /** The value of the constant REPL_* in scripts. */
    int bits() {
        return ordinal();
    }

    /** The choice of these bits, or null for others. */
    static Replication of(int bits) {
        return bits >= 0 && bits < values().length ? values()[bits] : null;
    }
}

package io.gridscript.keyspace;

import java.util.Locale;

/** Which keys go when memory is short, named as the directive maxmemory-policy names them. */
public enum EvictionPolicy {
    NOEVICTION,
    ALLKEYS_LRU,
    VOLATILE_LRU,
    ALLKEYS_LFU,
    VOLATILE_LFU,
    ALLKEYS_RANDOM,
    VOLATILE_RANDOM,
    VOLATILE_TTL;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The policy that the directive names so. */
    public static EvictionPolicy of(String text) {
        for (EvictionPolicy policy : values()) {
            if (policy.text.equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("no policy " + text);
    }

    /** Whether keys without a deadline may go, too. */
    boolean isForAllKeys() {
        return this == ALLKEYS_LRU || this == ALLKEYS_LFU || this == ALLKEYS_RANDOM;
    }

    /** Whether a keyspace has keys that may go. */
    public boolean findsAny(KeyspaceFigures keyspace) {
        return this != NOEVICTION
                && keyspace.filled().stream()
                        .anyMatch(database -> isForAllKeys() || database.withDeadline() > 0);
    }

    /** Whether it matters when or how often keys are used. */
    boolean looksAtAccesses() {
        return this == ALLKEYS_LRU || this == VOLATILE_LRU || countsAccesses();
    }

    /** Whether it is known of keys how often they are used, instead of when they were last. */
    public boolean countsAccesses() {
        return this == ALLKEYS_LFU || this == VOLATILE_LFU;
    }
}

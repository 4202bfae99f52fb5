package io.gridscript.acl;

import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.KeyFlag;
import java.util.Set;

/**
 * Keys that may be read, written or both.
 *
 * @param pattern a glob pattern, one byte in each character
 */
record KeyPattern(String pattern, boolean reads, boolean writes) {

    /** Whether it lets a command do that with a key. */
    boolean allows(byte[] key, Set<KeyFlag> use) {
        return (reads || !isRead(use)) && (writes || !isWritten(use)) && matches(key);
    }

    /** As in Redis no star matches the key without a name: that takes the rule allkeys. */
    private boolean matches(byte[] key) {
        return key.length == 0
                ? pattern.isEmpty()
                : GlobPattern.of(Ascii.bytes(pattern)).matches(key);
    }

    private static boolean isRead(Set<KeyFlag> use) {
        return use.contains(KeyFlag.ACCESS);
    }

    private static boolean isWritten(Set<KeyFlag> use) {
        return use.contains(KeyFlag.INSERT)
                || use.contains(KeyFlag.DELETE)
                || use.contains(KeyFlag.UPDATE);
    }

    KeyPattern and(KeyPattern other) {
        return new KeyPattern(pattern, reads || other.reads, writes || other.writes);
    }

    /** The rule that adds it. */
    String rule() {
        if (reads && writes) {
            return "~" + pattern;
        }
        return (reads ? "%R~" : "%W~") + pattern;
    }
}

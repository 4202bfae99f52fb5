package io.gridscript.lua.vm;

import org.luaj.vm2.LuaString;

/**
 * The hash that Lua 5.1 gives a string: the order in which {@code pairs} finds keys depends on it.
 * LuaJ's own differs from it in the highest bits, which later characters bring further down.
 */
final class StringHash {

    /** Up to this length the two agree in all bits that any table uses. */
    private static final int SHORT = 8;

    /** Up to this length they agree in those that a table of medium size uses. */
    private static final int MEDIUM = 16;

    private static final int MEDIUM_MASK = (1 << 12) - 1;

    private static final int LONGEST_REMEMBERED = 64;
    private static final int MOST_BYTES_HELD = 4096;
    private static final int REMEMBERED = 1024;
    private static final Remembered[] MEMORY = new Remembered[REMEMBERED];

    private record Remembered(LuaString string, int hash) {}

    private StringHash() {}

    /** The bits of a hash that a mask, one less than a power of two, leaves. */
    static int masked(LuaString string, int mask) {
        int length = string.m_length;
        if (length <= SHORT || (length <= MEDIUM && mask <= MEDIUM_MASK)) {
            return string.hashCode() & mask;
        }
        // Field names come again as the same object. Threads may overwrite each other's entries.
        int place = string.hashCode() & (REMEMBERED - 1);
        Remembered remembered = MEMORY[place];
        if (remembered != null && remembered.string == string) {
            return remembered.hash & mask;
        }
        int hash = of(string);
        if (length <= LONGEST_REMEMBERED && string.m_bytes.length <= MOST_BYTES_HELD) {
            MEMORY[place] = new Remembered(string, hash);
        }
        return hash & mask;
    }

    /** All bits. */
    static int of(LuaString string) {
        byte[] bytes = string.m_bytes;
        int before = string.m_offset - 1;
        int hash = string.m_length;
        int step = (hash >>> 5) + 1;
        for (int i = string.m_length; i >= step; i -= step) {
            hash ^= (hash << 5) + (hash >>> 2) + (bytes[before + i] & 0xff);
        }
        return hash;
    }
}

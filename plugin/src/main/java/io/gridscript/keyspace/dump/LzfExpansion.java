package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/** The opposite of {@link LzfCompression}. */
final class LzfExpansion {

    /** The longest reference takes three bytes; nothing expands more. */
    private static final int MOST_FOR_A_BYTE = 264 / 3;

    private LzfExpansion() {}

    /**
     * Expands some bytes.
     *
     * @param size what is to come out, in bytes
     */
    static byte[] expand(byte[] source, int from, int end, int size) throws CorruptInput {
        if (size == 0 || size > (end - from) * (long) MOST_FOR_A_BYTE) {
            throw new CorruptInput("compressed bytes that can't become " + size);
        }
        byte[] target = new byte[size];
        int length = 0;
        int at = from;
        while (at < end) {
            int control = source[at++] & 0xff;
            if (control < 32) {
                int count = control + 1;
                need(count <= end - at && count <= size - length);
                System.arraycopy(source, at, target, length, count);
                at += count;
                length += count;
                continue;
            }
            int count = (control >> 5) + 2;
            if (count == 9) {
                need(at < end);
                count += source[at++] & 0xff;
            }
            need(at < end);
            int found = length - ((control & 0x1f) << 8 | source[at++] & 0xff) - 1;
            need(found >= 0 && count <= size - length);
            // Where they overlap, bytes just written are meant.
            for (int i = 0; i < count; i++) {
                target[length++] = target[found++];
            }
        }
        need(length == size);
        return target;
    }

    private static void need(boolean holds) throws CorruptInput {
        if (!holds) {
            throw new CorruptInput("bytes that no compression makes");
        }
    }
}

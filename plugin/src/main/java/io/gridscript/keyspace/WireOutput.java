package io.gridscript.keyspace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes that grow at their end. Numbers take as many bytes as they need, seven bits in each, the
 * lowest first, the top bit set in all but the last.
 */
public final class WireOutput {

    static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_BYTES = 256;
    private static final int LONGEST_NUMBER = 10;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    public int length() {
        return length;
    }

    /** A copy of what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** What has been written, up to the length; until something else is. */
    byte[] array() {
        return bytes;
    }

    /** Begins again. An array that has become large is given back. */
    void clear(int mostBytesKept) {
        length = 0;
        if (bytes.length > mostBytesKept) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    public void octet(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    /** A number without sign; a negative one takes ten bytes. */
    public void number(long value) {
        makeRoom(LONGEST_NUMBER);
        long rest = value;
        int at = length;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        length = at;
    }

    /** A number that is short when it is near zero on either side. */
    public void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    /** Eight bytes. */
    public void fixed(long value) {
        makeRoom(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Bytes after their length. */
    public void string(byte[] value) {
        number(value.length);
        append(value, 0, value.length);
    }

    /** Bytes as they are. */
    void append(byte[] source, int from, int count) {
        makeRoom(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void append(WireOutput other) {
        append(other.bytes, 0, other.length);
    }

    private void makeRoom(int more) {
        long needed = (long) length + more;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > LARGEST_ARRAY) {
            throw new OutOfMemoryError("more than 2 GB in one message to a copy of a keyspace");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * length)));
    }
}

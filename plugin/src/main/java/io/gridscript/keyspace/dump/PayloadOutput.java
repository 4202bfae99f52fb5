package io.gridscript.keyspace.dump;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/** Writes lengths and strings as Redis writes them into an RDB file. */
final class PayloadOutput {

    private static final ErrorReply TOO_LARGE =
            ErrorReply.err("the value is too large for a payload");

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** No longer text can be a number that takes fewer bytes. */
    private static final int LONGEST_NUMBER = 11;

    /** Up to here compression never makes a string shorter. */
    private static final int LONGEST_UNCOMPRESSED = 20;

    private final boolean compresses;
    private byte[] bytes = new byte[64];
    private int length;

    /** The key of the value to come, or null. */
    private byte[] key;

    PayloadOutput() {
        this(true);
    }

    /**
     * An output that may compress.
     *
     * @param compresses whether strings are compressed where that makes them shorter
     */
    PayloadOutput(boolean compresses) {
        this.compresses = compresses;
    }

    /** An empty one that is like this. */
    PayloadOutput another() {
        return new PayloadOutput(compresses);
    }

    int length() {
        return length;
    }

    /** What has been written, up to the length; until something else is. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Says what the key of the next value is; in files that comes after the type. */
    void keyOfNext(byte[] keyOfNext) {
        key = keyOfNext;
    }

    /** Begins a value. */
    void type(Type type) {
        octet(type.number());
        if (key != null) {
            string(key);
            key = null;
        }
    }

    void octet(int value) {
        int at = grow(1);
        bytes[at] = (byte) value;
    }

    void littleEndian(long value, int count) {
        int from = grow(count);
        LittleEndian.write(value, bytes, from, count);
    }

    void raw(byte[] source, int count) {
        raw(source, 0, count);
    }

    void raw(byte[] source, int from, int count) {
        int to = grow(count);
        System.arraycopy(source, from, bytes, to, count);
    }

    /** How many there are of something, or a number without sign. */
    void length(long value) {
        if (value >>> 6 == 0) {
            octet((int) value);
        } else if (value >>> 14 == 0) {
            octet(0x40 | (int) (value >> 8));
            octet((int) value);
        } else if (value >>> Integer.SIZE == 0) {
            octet(0x80);
            bigEndian(value, Integer.BYTES);
        } else {
            octet(0x81);
            bigEndian(value, Long.BYTES);
        }
    }

    /** A number of some bytes, the highest first. */
    void bigEndian(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            octet((int) (value >> shift));
        }
    }

    /** A string: as a number where it is one, compressed where that makes it shorter. */
    void string(byte[] string) {
        string(string, string.length);
    }

    void string(byte[] string, int count) {
        if (count <= LONGEST_NUMBER && RedisNumbers.isLong(string, 0, count)) {
            long number = RedisNumbers.parseLong(string, 0, count, ErrorReply.NOT_AN_INTEGER);
            if (number == (int) number) {
                number((int) number);
                return;
            }
        }
        if (compresses && count > LONGEST_UNCOMPRESSED) {
            byte[] room = new byte[count - 4];
            int size = new LzfCompression(string, count, room).compress();
            if (size > 0) {
                octet(0xc3);
                length(size);
                length(count);
                raw(room, size);
                return;
            }
        }
        length(count);
        raw(string, count);
    }

    private void number(int number) {
        if (number == (byte) number) {
            octet(0xc0);
            littleEndian(number, 1);
        } else if (number == (short) number) {
            octet(0xc1);
            littleEndian(number, 2);
        } else {
            octet(0xc2);
            littleEndian(number, 4);
        }
    }

    /** Makes room at the end and returns where that begins. */
    private int grow(int count) {
        long needed = (long) length + count;
        if (needed > bytes.length) {
            if (needed > LARGEST_ARRAY) {
                throw TOO_LARGE;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, needed + needed / 2));
        }
        int from = length;
        length += count;
        return from;
    }
}

package io.gridscript.keyspace.dump;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Makes a listpack, which {@link ListpackReader} describes. */
final class ListpackWriter {

    /** Redis makes none that are larger. */
    private static final int MOST_BYTES = 1 << 30;

    private static final int UNKNOWN_COUNT = 0xffff;

    private final PayloadOutput out = new PayloadOutput();
    private int count;

    ListpackWriter() {
        out.littleEndian(0, 6);
    }

    int count() {
        return count;
    }

    /** Of the elements and what is before them. */
    int sizeInBytes() {
        return out.length();
    }

    /** Whether it can't take so many bytes more. */
    boolean isTooLargeWith(long bytes) {
        return out.length() + bytes > MOST_BYTES;
    }

    void add(byte[] element) {
        add(element, 0, element.length);
    }

    void add(byte[] bytes, int from, int size) {
        if (RedisNumbers.isLong(bytes, from, size)) {
            add(RedisNumbers.parseLong(bytes, from, size, ErrorReply.NOT_AN_INTEGER));
            return;
        }
        int start = out.length();
        text(bytes, from, size);
        addLength(out.length() - start);
        count++;
    }

    void add(long number) {
        int start = out.length();
        number(number);
        addLength(out.length() - start);
        count++;
    }

    /** Ends it and writes it as a string. */
    void writeTo(PayloadOutput payload) {
        out.octet(0xff);
        LittleEndian.write(out.length(), out.array(), 0, 4);
        LittleEndian.write(Math.min(count, UNKNOWN_COUNT), out.array(), 4, 2);
        payload.string(out.array(), out.length());
    }

    private void number(long number) {
        if (number >= 0 && number < 1 << 7) {
            out.octet((int) number);
        } else if (number >= -(1 << 12) && number < 1 << 12) {
            out.octet(0xc0 | (int) number >> 8 & 0x1f);
            out.octet((int) number);
        } else if (number == (short) number) {
            wide(0xf1, number, 2);
        } else if (number >= -(1 << 23) && number < 1 << 23) {
            wide(0xf2, number, 3);
        } else if (number == (int) number) {
            wide(0xf3, number, 4);
        } else {
            wide(0xf4, number, 8);
        }
    }

    private void wide(int kind, long number, int bytes) {
        out.octet(kind);
        out.littleEndian(number, bytes);
    }

    private void text(byte[] bytes, int from, int size) {
        if (size < 1 << 6) {
            out.octet(0x80 | size);
        } else if (size < 1 << 12) {
            out.octet(0xe0 | size >> 8);
            out.octet(size);
        } else {
            wide(0xf0, size, 4);
        }
        out.raw(bytes, from, size);
    }

    private void addLength(int size) {
        int bytes = lengthBytes(size);
        for (int i = 0; i < bytes; i++) {
            out.octet(lengthByte(size, bytes, i));
        }
    }

    /** How many bytes tell the length of an element: seven bits in each. */
    static int lengthBytes(int size) {
        if (size <= 127) {
            return 1;
        }
        if (size < 16383) {
            return 2;
        }
        if (size < 2097151) {
            return 3;
        }
        return size < 268435455 ? 4 : 5;
    }

    /** One of those bytes; the top bit says that others are before it. */
    static byte lengthByte(int size, int bytes, int index) {
        int seven = size >>> 7 * (bytes - 1 - index) & 0x7f;
        return (byte) (index == 0 ? seven : seven | 0x80);
    }
}

package io.gridscript.keyspace;

import java.util.Arrays;

/** Reads what {@link WireOutput} wrote. Whatever the bytes are, it never reads beyond their end. */
public final class WireInput {

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads all of these bytes. */
    public WireInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    WireInput(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public boolean isAtEnd() {
        return position == end;
    }

    public int remaining() {
        return end - position;
    }

    int position() {
        return position;
    }

    byte[] array() {
        return bytes;
    }

    public int octet() throws CorruptInput {
        need(1);
        return bytes[position++] & 0xff;
    }

    public long number() throws CorruptInput {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = octet();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptInput("a number without an end");
    }

    /** A number from 0 to the limit. */
    public int number(int limit) throws CorruptInput {
        long value = number();
        if (value < 0 || value > limit) {
            throw new CorruptInput("a number of " + value + " where " + limit + " is the most");
        }
        return (int) value;
    }

    /** How many of the bytes that follow belong together. */
    public int length() throws CorruptInput {
        long length = number();
        if (length < 0 || length > remaining()) {
            throw new CorruptInput("ends before " + length + " more bytes");
        }
        return (int) length;
    }

    public long signed() throws CorruptInput {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    public long fixed() throws CorruptInput {
        need(Long.BYTES);
        long value = (long) WireOutput.LONGS.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public byte[] string() throws CorruptInput {
        int length = length();
        byte[] string = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return string;
    }

    /** Copies as many of the next bytes as there are, up to a count; returns how many. */
    int copyTo(byte[] target, int from, int count) {
        int copied = Math.min(count, remaining());
        System.arraycopy(bytes, position, target, from, copied);
        position += copied;
        return copied;
    }

    /** Goes past the next bytes; they are there. */
    void skip(int count) {
        position += count;
    }

    private void need(int count) throws CorruptInput {
        if (remaining() < count) {
            throw new CorruptInput("ends too early");
        }
    }
}

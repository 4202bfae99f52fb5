package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/** Reads lengths and strings as an RDB file has them, never beyond its end. */
class PayloadInput {

    private static final int ENCODED = 3;
    private static final int INT8 = 0;
    private static final int INT16 = 1;
    private static final int INT32 = 2;
    private static final int COMPRESSED = 3;

    /** What is there already lies from the position to the end. */
    byte[] bytes;

    int position;
    int end;

    PayloadInput(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    int octet() throws CorruptInput {
        int at = skip(1);
        return bytes[at] & 0xff;
    }

    /** A number of some bytes, the lowest first. */
    long littleEndian(int count) throws CorruptInput {
        int from = skip(count);
        return LittleEndian.read(bytes, from, count);
    }

    byte[] bytes(int count) throws CorruptInput {
        int from = skip(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    private int skip(int count) throws CorruptInput {
        if (count > end - position) {
            readUpTo(count);
        }
        int from = position;
        position += count;
        return from;
    }

    /** Gets so many bytes, which aren't all there yet. */
    void readUpTo(int count) throws CorruptInput {
        throw new CorruptInput("ends too early");
    }

    /** How many there are of something; it may be any number. */
    long length() throws CorruptInput {
        return length(octet());
    }

    /** How many there are of something of which at least one must be. */
    long lengthOfSome() throws CorruptInput {
        long length = length();
        if (length == 0) {
            throw new EmptyValue();
        }
        return length;
    }

    private long length(int first) throws CorruptInput {
        return switch (first >> 6) {
            case 0 -> first;
            case 1 -> (first & 0x3f) << 8 | octet();
            case 2 -> longLength(first);
            default -> throw new CorruptInput("an encoded string where a length should be");
        };
    }

    private long longLength(int first) throws CorruptInput {
        return switch (first) {
            case 0x80 -> bigEndian(Integer.BYTES);
            case 0x81 -> bigEndian(Long.BYTES);
            default -> throw new CorruptInput("a length of unknown form " + first);
        };
    }

    /** A number of some bytes, the highest first. */
    long bigEndian(int count) throws CorruptInput {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    /** A string, which may be written as a number or compressed. */
    byte[] string() throws CorruptInput {
        int first = octet();
        if (first >> 6 != ENCODED) {
            return bytes(sizeInMemory(length(first)));
        }
        return switch (first & 0x3f) {
            case INT8 -> digits(1);
            case INT16 -> digits(2);
            case INT32 -> digits(4);
            case COMPRESSED -> compressed();
            default -> throw new CorruptInput("a string of unknown encoding " + first);
        };
    }

    private byte[] digits(int count) throws CorruptInput {
        int from = skip(count);
        return RedisNumbers.bytes(LittleEndian.readSigned(bytes, from, count));
    }

    private byte[] compressed() throws CorruptInput {
        int size = sizeInMemory(length());
        int sizeBefore = sizeInMemory(length());
        int from = skip(size);
        return LzfExpansion.expand(bytes, from, from + size, sizeBefore);
    }

    /** How many bytes are left. */
    int remaining() {
        return end - position;
    }

    private static int sizeInMemory(long size) throws CorruptInput {
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            throw new CorruptInput("a string that is too long");
        }
        return (int) size;
    }
}

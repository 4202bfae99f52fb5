package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/**
 * A place in a listpack or ziplist, which goes on with what is read: both begin with their size and
 * end with an octet of ones.
 */
final class PackedListCursor {

    /** As a number of elements: they have to be counted. */
    static final int UNKNOWN_COUNT = 0xffff;

    private static final int END = 0xff;

    private final byte[] bytes;
    private final String what;

    /** Where the octet at the end is. */
    private final int end;

    private int at;

    /**
     * @param first where the first element begins
     * @param what what errors call it
     */
    PackedListCursor(byte[] bytes, int first, String what) throws CorruptInput {
        this.bytes = bytes;
        this.what = what;
        at = first;
        end = bytes.length - 1;
        if (bytes.length < first + 1
                || LittleEndian.read(bytes, 0, 4) != bytes.length
                || (bytes[end] & 0xff) != END) {
            throw corrupt("without its header or its end");
        }
    }

    boolean isAtEnd() {
        return at >= end;
    }

    int position() {
        return at;
    }

    int octet() throws CorruptInput {
        need(1);
        return bytes[at++] & 0xff;
    }

    /** An unsigned number of so many bytes, the lowest first. */
    long unsigned(int count) throws CorruptInput {
        need(count);
        long number = LittleEndian.read(bytes, at, count);
        at += count;
        return number;
    }

    /** The digits of a signed number of so many bytes, the lowest first. */
    byte[] number(int count) throws CorruptInput {
        need(count);
        byte[] digits = RedisNumbers.bytes(LittleEndian.readSigned(bytes, at, count));
        at += count;
        return digits;
    }

    byte[] text(long length) throws CorruptInput {
        need(length);
        byte[] text = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return text;
    }

    CorruptInput corrupt(String how) {
        return new CorruptInput("a " + what + " " + how);
    }

    private void need(long count) throws CorruptInput {
        if (count > end - at) {
            throw corrupt("that ends too early");
        }
    }
}

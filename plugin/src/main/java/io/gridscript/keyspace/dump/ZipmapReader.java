package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import java.util.Arrays;

/**
 * Reads a zipmap, the small hash of Redis 2.4: how many fields there are, names and values with
 * their lengths, an end. Behind a value bytes may be free.
 */
final class ZipmapReader {

    private static final int END = 0xff;
    private static final int UNKNOWN_COUNT = 254;
    private static final int LENGTH_IN_FOUR_BYTES = 254;

    private final byte[] bytes;

    /** Where the end is. */
    private final int end;

    private int at = 1;

    private ZipmapReader(byte[] bytes) throws CorruptInput {
        this.bytes = bytes;
        end = bytes.length - 1;
        if (bytes.length < 2 || (bytes[end] & 0xff) != END) {
            throw new CorruptInput("a zipmap without its end");
        }
    }

    /** Gives on each field's name, then its value. */
    static void read(byte[] bytes, Elements elements) throws CorruptInput {
        ZipmapReader reader = new ZipmapReader(bytes);
        int count = 0;
        while (reader.at < reader.end) {
            elements.take(reader.text(reader.length()));
            elements.take(reader.value());
            count++;
        }
        int announced = bytes[0] & 0xff;
        if (announced < UNKNOWN_COUNT && announced != count) {
            throw new CorruptInput("a zipmap with other fields than it says");
        }
    }

    private byte[] value() throws CorruptInput {
        long length = length();
        need(1);
        int free = bytes[at++] & 0xff;
        byte[] value = text(length);
        need(free);
        at += free;
        return value;
    }

    private long length() throws CorruptInput {
        need(1);
        int length = bytes[at++] & 0xff;
        if (length < LENGTH_IN_FOUR_BYTES) {
            return length;
        }
        if (length > LENGTH_IN_FOUR_BYTES) {
            throw new CorruptInput("a zipmap with an end in its middle");
        }
        need(4);
        at += 4;
        return LittleEndian.read(bytes, at - 4, 4);
    }

    private byte[] text(long length) throws CorruptInput {
        need(length);
        byte[] text = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return text;
    }

    private void need(long count) throws CorruptInput {
        if (count > end - at) {
            throw new CorruptInput("a zipmap that ends too early");
        }
    }
}

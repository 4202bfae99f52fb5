package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/**
 * Reads a listpack: how many bytes it takes and how many elements it has, the elements, an end. An
 * element is a kind, its text or number, and how long that was, for the way back.
 */
final class ListpackReader {

    private static final int HEADER_BYTES = 6;
    private static final int UNKNOWN_COUNT = 0xffff;
    private static final int END = 0xff;

    private final byte[] bytes;

    /** Where the end is. */
    private final int end;

    private int at = HEADER_BYTES;

    private ListpackReader(byte[] bytes) throws CorruptInput {
        this.bytes = bytes;
        end = bytes.length - 1;
        if (bytes.length < HEADER_BYTES + 1
                || LittleEndian.read(bytes, 0, 4) != bytes.length
                || (bytes[end] & 0xff) != END) {
            throw new CorruptInput("a listpack without its header or its end");
        }
    }

    /** Gives on all elements, numbers as their digits; tells how many. */
    static int read(byte[] bytes, Elements elements) throws CorruptInput {
        ListpackReader reader = new ListpackReader(bytes);
        int count = 0;
        while (reader.at < reader.end) {
            elements.take(reader.next());
            count++;
        }
        long announced = LittleEndian.read(bytes, 4, 2);
        if (announced != UNKNOWN_COUNT && announced != count) {
            throw new CorruptInput("a listpack with other elements than it says");
        }
        return count;
    }

    private byte[] next() throws CorruptInput {
        int start = at;
        byte[] element = element(bytes[at++] & 0xff);
        int size = at - start;
        int count = ListpackWriter.lengthBytes(size);
        need(count);
        for (int i = 0; i < count; i++) {
            if (bytes[at + i] != ListpackWriter.lengthByte(size, count, i)) {
                throw new CorruptInput("a listpack that doesn't lead back");
            }
        }
        at += count;
        return element;
    }

    private byte[] element(int kind) throws CorruptInput {
        if (kind < 0x80) {
            return RedisNumbers.bytes(kind);
        }
        if (kind < 0xc0) {
            return text(kind & 0x3f);
        }
        if (kind < 0xe0) {
            need(1);
            int thirteenBits = (kind & 0x1f) << 8 | bytes[at++] & 0xff;
            return RedisNumbers.bytes(thirteenBits << 19 >> 19);
        }
        if (kind < 0xf0) {
            need(1);
            return text((kind & 0xf) << 8 | bytes[at++] & 0xff);
        }
        return switch (kind) {
            case 0xf0 -> longText();
            case 0xf1 -> number(2);
            case 0xf2 -> number(3);
            case 0xf3 -> number(4);
            case 0xf4 -> number(8);
            default -> throw new CorruptInput("a listpack element of unknown kind " + kind);
        };
    }

    private byte[] longText() throws CorruptInput {
        need(4);
        long length = LittleEndian.read(bytes, at, 4);
        at += 4;
        return text(length);
    }

    private byte[] text(long length) throws CorruptInput {
        need(length);
        byte[] text = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return text;
    }

    private byte[] number(int count) throws CorruptInput {
        need(count);
        byte[] digits = RedisNumbers.bytes(LittleEndian.readSigned(bytes, at, count));
        at += count;
        return digits;
    }

    private void need(long count) throws CorruptInput {
        if (count > end - at) {
            throw new CorruptInput("a listpack that ends too early");
        }
    }
}

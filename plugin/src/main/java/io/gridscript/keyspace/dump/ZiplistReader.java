package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/**
 * Reads a ziplist, which listpacks have replaced in Redis 7: its bytes, where the last element is,
 * how many there are, the elements, an end. An element begins with the size of the one before it.
 */
final class ZiplistReader {

    private static final int HEADER_BYTES = 10;
    private static final int UNKNOWN_COUNT = 0xffff;
    private static final int END = 0xff;
    private static final int SIZE_IN_FOUR_BYTES = 254;

    private final byte[] bytes;

    /** Where the end is. */
    private final int end;

    private int at = HEADER_BYTES;

    private ZiplistReader(byte[] bytes) throws CorruptInput {
        this.bytes = bytes;
        end = bytes.length - 1;
        if (bytes.length < HEADER_BYTES + 1
                || LittleEndian.read(bytes, 0, 4) != bytes.length
                || (bytes[end] & 0xff) != END) {
            throw new CorruptInput("a ziplist without its header or its end");
        }
    }

    /** Gives on all elements, numbers as their digits; tells how many. */
    static int read(byte[] bytes, Elements elements) throws CorruptInput {
        ZiplistReader reader = new ZiplistReader(bytes);
        int last = HEADER_BYTES;
        int sizeBefore = 0;
        int count = 0;
        while (reader.at < reader.end) {
            last = reader.at;
            reader.expectSizeBefore(sizeBefore);
            elements.take(reader.element());
            sizeBefore = reader.at - last;
            count++;
        }
        long announced = LittleEndian.read(bytes, 8, 2);
        boolean counted = announced == UNKNOWN_COUNT || announced == count;
        if (!counted || LittleEndian.read(bytes, 4, 4) != last) {
            throw new CorruptInput("a ziplist with other elements than it says");
        }
        return count;
    }

    private void expectSizeBefore(int size) throws CorruptInput {
        need(1);
        long told = bytes[at++] & 0xff;
        if (told == SIZE_IN_FOUR_BYTES) {
            need(4);
            told = LittleEndian.read(bytes, at, 4);
            at += 4;
        }
        if (told != size) {
            throw new CorruptInput("a ziplist that doesn't lead back");
        }
    }

    private byte[] element() throws CorruptInput {
        need(1);
        int kind = bytes[at++] & 0xff;
        return switch (kind >> 6) {
            case 0 -> text(kind);
            case 1 -> mediumText(kind);
            case 2 -> longText();
            default -> number(kind);
        };
    }

    private byte[] mediumText(int kind) throws CorruptInput {
        need(1);
        return text((kind & 0x3f) << 8 | bytes[at++] & 0xff);
    }

    private byte[] longText() throws CorruptInput {
        need(4);
        long length = 0;
        for (int i = 0; i < 4; i++) {
            length = length << 8 | bytes[at++] & 0xff;
        }
        return text(length);
    }

    private byte[] text(long length) throws CorruptInput {
        need(length);
        byte[] text = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return text;
    }

    private byte[] number(int kind) throws CorruptInput {
        return switch (kind) {
            case 0xc0 -> wide(2);
            case 0xd0 -> wide(4);
            case 0xe0 -> wide(8);
            case 0xf0 -> wide(3);
            case 0xfe -> wide(1);
            default -> {
                if (kind < 0xf1 || kind > 0xfd) {
                    throw new CorruptInput("a ziplist element of unknown kind " + kind);
                }
                yield RedisNumbers.bytes((kind & 0xf) - 1);
            }
        };
    }

    private byte[] wide(int count) throws CorruptInput {
        need(count);
        byte[] digits = RedisNumbers.bytes(LittleEndian.readSigned(bytes, at, count));
        at += count;
        return digits;
    }

    private void need(long count) throws CorruptInput {
        if (count > end - at) {
            throw new CorruptInput("a ziplist that ends too early");
        }
    }
}

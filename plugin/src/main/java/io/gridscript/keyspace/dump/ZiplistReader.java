package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;

/**
 * Reads a ziplist, which listpacks have replaced in Redis 7: its bytes, where the last element is,
 * how many there are, the elements, an end. An element begins with the size of the one before it.
 */
final class ZiplistReader {

    private static final int HEADER_BYTES = 10;
    private static final int SIZE_IN_FOUR_BYTES = 254;

    private final PackedListCursor cursor;

    private ZiplistReader(byte[] bytes) throws CorruptInput {
        cursor = new PackedListCursor(bytes, HEADER_BYTES, "ziplist");
    }

    /** Gives on all elements, numbers as their digits; tells how many. */
    static int read(byte[] bytes, Elements elements) throws CorruptInput {
        ZiplistReader reader = new ZiplistReader(bytes);
        PackedListCursor cursor = reader.cursor;
        int last = HEADER_BYTES;
        int sizeBefore = 0;
        int count = 0;
        while (!cursor.isAtEnd()) {
            last = cursor.position();
            reader.expectSizeBefore(sizeBefore);
            elements.take(reader.element());
            sizeBefore = cursor.position() - last;
            count++;
        }
        long announced = LittleEndian.read(bytes, 8, 2);
        boolean counted = announced == PackedListCursor.UNKNOWN_COUNT || announced == count;
        if (!counted || LittleEndian.read(bytes, 4, 4) != last) {
            throw cursor.corrupt("with other elements than it says");
        }
        return count;
    }

    private void expectSizeBefore(int size) throws CorruptInput {
        long told = cursor.octet();
        if (told == SIZE_IN_FOUR_BYTES) {
            told = cursor.unsigned(4);
        }
        if (told != size) {
            throw cursor.corrupt("that doesn't lead back");
        }
    }

    private byte[] element() throws CorruptInput {
        int kind = cursor.octet();
        return switch (kind >> 6) {
            case 0 -> cursor.text(kind);
            case 1 -> cursor.text((kind & 0x3f) << 8 | cursor.octet());
            case 2 -> longText();
            default -> number(kind);
        };
    }

    /** Unlike all other numbers, the length has its highest byte first. */
    private byte[] longText() throws CorruptInput {
        long length = 0;
        for (int i = 0; i < 4; i++) {
            length = length << 8 | cursor.octet();
        }
        return cursor.text(length);
    }

    private byte[] number(int kind) throws CorruptInput {
        return switch (kind) {
            case 0xc0 -> cursor.number(2);
            case 0xd0 -> cursor.number(4);
            case 0xe0 -> cursor.number(8);
            case 0xf0 -> cursor.number(3);
            case 0xfe -> cursor.number(1);
            default -> {
                if (kind < 0xf1 || kind > 0xfd) {
                    throw cursor.corrupt("element of unknown kind " + kind);
                }
                yield RedisNumbers.bytes((kind & 0xf) - 1);
            }
        };
    }
}

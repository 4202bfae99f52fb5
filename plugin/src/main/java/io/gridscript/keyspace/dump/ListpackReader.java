package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;

/**
 * Reads a listpack: how many bytes it takes and how many elements it has, the elements, an end. An
 * element is a kind, its text or number, and how long that was, for the way back.
 */
final class ListpackReader {

    private static final int HEADER_BYTES = 6;

    private final PackedListCursor cursor;

    private ListpackReader(byte[] bytes) throws CorruptInput {
        cursor = new PackedListCursor(bytes, HEADER_BYTES, "listpack");
    }

    /** Gives on all elements, numbers as their digits; tells how many. */
    static int read(byte[] bytes, Elements elements) throws CorruptInput {
        ListpackReader reader = new ListpackReader(bytes);
        int count = 0;
        while (!reader.cursor.isAtEnd()) {
            elements.take(reader.next());
            count++;
        }
        long announced = LittleEndian.read(bytes, 4, 2);
        if (announced != PackedListCursor.UNKNOWN_COUNT && announced != count) {
            throw reader.cursor.corrupt("with other elements than it says");
        }
        return count;
    }

    private byte[] next() throws CorruptInput {
        int start = cursor.position();
        byte[] element = element(cursor.octet());
        int size = cursor.position() - start;
        int count = ListpackWriter.lengthBytes(size);
        for (int i = 0; i < count; i++) {
            if ((byte) cursor.octet() != ListpackWriter.lengthByte(size, count, i)) {
                throw cursor.corrupt("that doesn't lead back");
            }
        }
        return element;
    }

    private byte[] element(int kind) throws CorruptInput {
        if (kind < 0x80) {
            return RedisNumbers.bytes(kind);
        }
        if (kind < 0xc0) {
            return cursor.text(kind & 0x3f);
        }
        if (kind < 0xe0) {
            int thirteenBits = (kind & 0x1f) << 8 | cursor.octet();
            return RedisNumbers.bytes(thirteenBits << 19 >> 19);
        }
        if (kind < 0xf0) {
            return cursor.text((kind & 0xf) << 8 | cursor.octet());
        }
        return switch (kind) {
            case 0xf0 -> cursor.text(cursor.unsigned(4));
            case 0xf1 -> cursor.number(2);
            case 0xf2 -> cursor.number(3);
            case 0xf3 -> cursor.number(4);
            case 0xf4 -> cursor.number(8);
            default -> throw cursor.corrupt("element of unknown kind " + kind);
        };
    }
}

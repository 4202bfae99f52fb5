package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.reply.RedisNumbers;

/** An intset: how many bytes each number takes, how many there are, the numbers ascending. */
final class Intset {

    private static final int HEADER_BYTES = 8;

    private Intset() {}

    /** Gives on the digits of all numbers; tells how many. */
    static int read(byte[] bytes, Elements elements) throws CorruptInput {
        if (bytes.length < HEADER_BYTES) {
            throw new CorruptInput("an intset without its header");
        }
        int width = checkedWidth(LittleEndian.read(bytes, 0, 4));
        long count = LittleEndian.read(bytes, 4, 4);
        if (count == 0 || bytes.length != HEADER_BYTES + count * width) {
            throw new CorruptInput("an intset with other members than it says");
        }
        long before = 0;
        for (int i = 0; i < count; i++) {
            long number = LittleEndian.readSigned(bytes, HEADER_BYTES + i * width, width);
            if (i > 0 && number <= before) {
                throw new CorruptInput("an intset that isn't in order");
            }
            elements.take(RedisNumbers.bytes(number));
            before = number;
        }
        return (int) count;
    }

    private static int checkedWidth(long told) throws CorruptInput {
        if (told != 2 && told != 4 && told != 8) {
            throw new CorruptInput("an intset of unknown width " + told);
        }
        return (int) told;
    }

    /** Writes numbers, which are ascending, as a string. */
    static void write(long[] numbers, PayloadOutput payload) {
        int width = Math.max(widthOf(numbers[0]), widthOf(numbers[numbers.length - 1]));
        PayloadOutput out = new PayloadOutput();
        out.littleEndian(width, 4);
        out.littleEndian(numbers.length, 4);
        for (long number : numbers) {
            out.littleEndian(number, width);
        }
        payload.string(out.array(), out.length());
    }

    private static int widthOf(long number) {
        if (number == (short) number) {
            return 2;
        }
        return number == (int) number ? 4 : 8;
    }
}

package io.gridscript.keyspace;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;

/**
 * The ID of a stream's entry: two numbers of 64 bits without sign.
 *
 * @param millis mostly a Unix time
 * @param sequence tells entries of one millisecond apart
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** The least there is; no entry has it. */
    public static final StreamId ZERO = new StreamId(0, 0);

    /** The greatest there is. */
    public static final StreamId MAX = new StreamId(-1, -1);

    @Override
    public int compareTo(StreamId other) {
        return compareTo(other.millis, other.sequence);
    }

    int compareTo(long otherMillis, long otherSequence) {
        int order = Long.compareUnsigned(millis, otherMillis);
        return order != 0 ? order : Long.compareUnsigned(sequence, otherSequence);
    }

    public boolean isBefore(StreamId other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    public boolean isZero() {
        return millis == 0 && sequence == 0;
    }

    public boolean isMax() {
        return millis == -1 && sequence == -1;
    }

    /** The ID after it; after the greatest comes zero. */
    public StreamId next() {
        return sequence == -1 ? new StreamId(millis + 1, 0) : new StreamId(millis, sequence + 1);
    }

    /** The ID before it; before zero comes the greatest. */
    public StreamId previous() {
        return sequence == 0 ? new StreamId(millis - 1, -1) : new StreamId(millis, sequence - 1);
    }

    /** As replies have it: both numbers with a dash between them. */
    public byte[] text() {
        return text('-');
    }

    byte[] text(char between) {
        if (millis < 0 || sequence < 0) {
            String unsigned = Long.toUnsignedString(millis);
            return Ascii.bytes(unsigned + between + Long.toUnsignedString(sequence));
        }
        int dash = RedisNumbers.longLength(millis);
        byte[] text = new byte[dash + 1 + RedisNumbers.longLength(sequence)];
        RedisNumbers.putLong(millis, text, dash);
        text[dash] = (byte) between;
        RedisNumbers.putLong(sequence, text, text.length);
        return text;
    }

    @Override
    public String toString() {
        return Ascii.string(text());
    }

    void writeTo(WireOutput out) {
        out.number(millis);
        out.number(sequence);
    }

    static StreamId read(WireInput in) throws CorruptInput {
        return new StreamId(in.number(), in.number());
    }
}

package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads from a stream of bytes whose length is known, and sums up what was read. */
final class StreamedInput extends PayloadInput {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream source;

    /** How many bytes of the source aren't in the buffer yet. */
    private long left;

    private long checksum;

    /** Up to here the checksum reaches. */
    private int summed;

    StreamedInput(InputStream source, long size) {
        super(new byte[BUFFER_BYTES], 0, 0);
        this.source = source;
        left = size;
    }

    @Override
    void readUpTo(int count) throws CorruptInput {
        int present = end - position;
        if (count - present > left) {
            throw new CorruptInput("ends too early");
        }
        sumUp();
        byte[] target = count > bytes.length ? new byte[count] : bytes;
        System.arraycopy(bytes, position, target, 0, present);
        bytes = target;
        position = 0;
        summed = 0;
        end = present;
        try {
            while (end < count) {
                int room = (int) Math.min(bytes.length - end, left);
                int read = source.read(bytes, end, room);
                if (read < 0) {
                    throw new CorruptInput("ends too early");
                }
                end += read;
                left -= read;
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The checksum of all that was read. */
    long checksum() {
        sumUp();
        return checksum;
    }

    private void sumUp() {
        checksum = Crc64.update(checksum, bytes, summed, position);
        summed = position;
    }
}

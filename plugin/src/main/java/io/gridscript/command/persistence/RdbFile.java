package io.gridscript.command.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Puts a file in the place of another when it is whole and on the disk. */
final class RdbFile {

    private RdbFile() {}

    /**
     * Writes pieces to a temporary file beside the file, then renames it.
     *
     * @param settings asked before each piece
     */
    static void write(RdbSource.Pieces pieces, Path file, Supplier<RdbSettings> settings)
            throws IOException {
        Path temporary = file.resolveSibling("temp-" + ProcessHandle.current().pid() + ".rdb");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
                    writeFully(channel, piece);
                    delay(settings);
                }
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException fault) {
            Files.deleteIfExists(temporary);
            throw fault;
        }
    }

    private static void writeFully(FileChannel channel, byte[] piece) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(piece);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Looks again and again whether it is still wanted. */
    private static void delay(Supplier<RdbSettings> settings) throws IOException {
        long begin = System.nanoTime();
        try {
            while (settings.get().keyDelayMicros()
                    > TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the member shuts down", e);
        }
    }
}

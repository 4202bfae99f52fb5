package io.gridscript.server.grid;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One client of a member, on a plain socket. Replies are plain objects, see {@link RespReplies}. A
 * read that takes longer than a minute fails: that is long enough for a member that is stopped.
 */
final class RespConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final RespReplies replies;

    RespConnection(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port),
                    CONNECT_MILLIS);
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            replies = new RespReplies(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    /** From now on a read that takes longer than this fails. */
    void timeOutAfter(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    /** Sends one command and reads its reply. */
    Object call(String... words) throws IOException {
        send(words);
        flush();
        return read();
    }

    /** Writes a command, which leaves with the next {@link #flush} at the latest. */
    void send(String... words) throws IOException {
        out.write(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            out.write(ascii("$" + word.length() + "\r\n"));
            out.write(ascii(word));
            out.write(ascii("\r\n"));
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    Object read() throws IOException {
        return replies.read();
    }

    /** Sends all commands without waiting for a reply, and reads the replies meanwhile. */
    List<Object> pipeline(List<String[]> commands) throws IOException {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(commands));
        List<Object> read = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            read.add(read());
        }
        sent.join();
        return read;
    }

    private void sendAll(List<String[]> commands) {
        try {
            for (String[] words : commands) {
                send(words);
            }
            flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.gridscript.member;

import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A client on a plain socket that sends exactly what a test says and reads replies one by one. Text
 * holds one byte in each character. A read that takes longer than 10 seconds fails.
 */
public final class RespClient implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final RespReader reader;

    public RespClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        reader = new RespReader(in);
    }

    /** Address and port of this side, as CLIENT LIST tells it. */
    public String localAddress() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Several commands as one piece of bytes. */
    public static byte[] pipeline(String[]... commands) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String[] words : commands) {
            bytes.writeBytes(RedisOracle.command(words));
        }
        return bytes.toByteArray();
    }

    /** The words of one command, for {@link #pipeline}. */
    public static String[] command(String... words) {
        return words;
    }

    public static Value status(String text) {
        return new Status(text);
    }

    public static Value error(String text) {
        return new Failure(text);
    }

    public static Value bulk(String text) {
        return new Bulk(text);
    }

    public static Value integer(long value) {
        return new RespReader.Int(value);
    }

    public static Value array(Value... elements) {
        return new RespReader.Aggregate('*', List.of(elements));
    }

    /** Sends one command and reads its reply. */
    public Value call(String... words) throws IOException {
        send(words);
        return read();
    }

    /** Sends one command. */
    public void send(String... words) throws IOException {
        sendBytes(RedisOracle.command(words));
    }

    /** Sends text as it is, which need not be a request. */
    public void sendText(String text) throws IOException {
        sendBytes(Ascii.bytes(text));
    }

    /** Sends bytes with one write. */
    public void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    public Value read() throws IOException {
        return reader.read();
    }

    /** The next replies. */
    public List<Value> read(int count) throws IOException {
        List<Value> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(reader.read());
        }
        return replies;
    }

    /**
     * The content of a bulk string without a line end behind it, as a replica gets its snapshot:
     * behind empty lines while that is made.
     */
    public byte[] readUnterminatedBulk() throws IOException {
        skipEmptyLines();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n' && b >= 0; b = in.read()) {
            line.append((char) b);
        }
        if (line.isEmpty() || line.charAt(0) != '$') {
            throw new IOException("no bulk string: " + line);
        }
        return in.readNBytes(Integer.parseInt(line.substring(1).strip()));
    }

    /** Waits for something that is no empty line. */
    public void skipEmptyLines() throws IOException {
        int next = '\n';
        while (next == '\n') {
            in.mark(1);
            next = in.read();
        }
        in.reset();
    }

    /** All bytes that come until the other side closes or breaks the connection. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                bytes.write(b);
            }
        } catch (SocketException broken) {
            // Whoever closes without having read everything breaks the connection.
            return Ascii.string(bytes.toByteArray());
        }
        return Ascii.string(bytes.toByteArray());
    }

    /** Whether the other side closes without sending anything more. */
    public boolean isClosedByPeer() throws IOException {
        return readToEnd().isEmpty();
    }

    /** Whether nothing comes for so long. */
    public boolean isSilentFor(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        in.mark(1);
        try {
            boolean ended = in.read() < 0;
            in.reset();
            return ended;
        } catch (SocketTimeoutException nothing) {
            return true;
        } finally {
            socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        }
    }

    /** Tells the other side that nothing more will be sent. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

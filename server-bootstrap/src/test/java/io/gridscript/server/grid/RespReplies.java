package io.gridscript.server.grid;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads RESP2 and RESP3 replies into plain objects: strings (one byte in each character), longs,
 * lists, maps, booleans, null, and {@link RespError}.
 */
final class RespReplies {

    private final InputStream in;

    RespReplies(InputStream in) {
        this.in = in;
    }

    /** The next reply; blocks until it is whole. */
    Object read() throws IOException {
        int type = in.read();
        if (type < 0) {
            throw new EOFException("the connection was closed");
        }
        String line = line();
        return switch (type) {
            case '+', ',', '(' -> line;
            case '-' -> new RespError(line);
            case ':' -> Long.valueOf(line);
            case '_' -> null;
            case '#' -> line.equals("t");
            case '$', '=' -> line.equals("-1") ? null : body(Integer.parseInt(line));
            case '*', '~', '>' -> line.equals("-1") ? null : list(Integer.parseInt(line));
            case '%' -> map(Integer.parseInt(line));
            default -> throw new IOException("no reply begins with " + (char) type + line);
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed in a reply");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private String body(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("the connection was closed in a string");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<Object> list(int length) throws IOException {
        List<Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(read());
        }
        return elements;
    }

    private Map<Object, Object> map(int length) throws IOException {
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            Object key = read();
            entries.put(key, read());
        }
        return entries;
    }
}

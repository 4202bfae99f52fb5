package io.gridscript.reply;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads RESP2 and RESP3 replies from a stream into values that compare by content and print
 * readably. Strict: what isn't RESP ends as an {@link IOException}. Text holds one byte in each
 * character.
 */
public final class RespReader {

    private final InputStream in;

    public RespReader(InputStream in) {
        this.in = in;
    }

    /** The one reply that these bytes are. */
    public static Value only(byte[] bytes) {
        List<Value> values = all(bytes);
        if (values.size() != 1) {
            throw new IllegalArgumentException("not one reply but " + values);
        }
        return values.get(0);
    }

    /** All replies in these bytes, which end with the last reply. */
    public static List<Value> all(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        RespReader reader = new RespReader(in);
        List<Value> values = new ArrayList<>();
        try {
            while (in.available() > 0) {
                values.add(reader.read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    /**
     * The next reply; blocks until it is whole.
     *
     * @throws EOFException if the stream ends before or in it
     */
    public Value read() throws IOException {
        int type = in.read();
        if (type < 0) {
            throw new EOFException("no reply, the stream has ended");
        }
        String line = line();
        return switch (type) {
            case '+' -> new Status(line);
            case '-' -> new Failure(line);
            case ':' -> new Int(number(line));
            case ',' -> new Real(line);
            case '(' -> new BigNumber(line);
            case '_' -> nil(line);
            case '#' -> bool(line);
            case '$' -> line.equals("-1") ? Nil.BULK : new Bulk(body(line));
            case '=' -> verbatim(body(line));
            case '*' -> line.equals("-1") ? Nil.ARRAY : aggregate('*', number(line));
            case '~', '>' -> aggregate((char) type, number(line));
            case '%' -> aggregate('%', 2 * number(line));
            case '|' -> new Attributed(aggregate('%', 2 * number(line)), read());
            default -> throw new IOException("no reply begins with " + quoted((char) type + line));
        };
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the stream has ended after " + quoted(line.toString()));
            }
            if (b == '\n') {
                throw new IOException("a lone LF after " + quoted(line.toString()));
            }
            if (b == '\r') {
                if (in.read() != '\n') {
                    throw new IOException("a lone CR after " + quoted(line.toString()));
                }
                return line.toString();
            }
            line.append((char) b);
        }
    }

    private String body(String lengthLine) throws IOException {
        int length = Math.toIntExact(number(lengthLine));
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new IOException("a string of " + length + " bytes doesn't end there");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Aggregate aggregate(char type, long elements) throws IOException {
        List<Value> values = new ArrayList<>();
        for (long i = 0; i < elements; i++) {
            values.add(read());
        }
        return new Aggregate(type, values);
    }

    private static long number(String line) throws IOException {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new IOException("not a number: " + quoted(line), e);
        }
    }

    private static Value nil(String line) throws IOException {
        if (!line.isEmpty()) {
            throw new IOException("a null with " + quoted(line));
        }
        return Nil.RESP3;
    }

    private static Value bool(String line) throws IOException {
        if (!line.equals("t") && !line.equals("f")) {
            throw new IOException("a boolean that is " + quoted(line));
        }
        return new Bool(line.equals("t"));
    }

    private static Value verbatim(String body) throws IOException {
        if (body.length() < 4 || body.charAt(3) != ':') {
            throw new IOException("no format in the verbatim string " + quoted(body));
        }
        return new Verbatim(body.substring(0, 3), body.substring(4));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\r' -> quoted.append("\\r");
                case '\n' -> quoted.append("\\n");
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (c < ' ' || c > '~') {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** A reply. */
    public sealed interface Value {}

    /** {@code +text} */
    public record Status(String text) implements Value {
        @Override
        public String toString() {
            return "+" + text;
        }
    }

    /** {@code -text} */
    public record Failure(String text) implements Value {
        @Override
        public String toString() {
            return "-" + text;
        }
    }

    /** {@code :number} */
    public record Int(long value) implements Value {
        @Override
        public String toString() {
            return ":" + value;
        }
    }

    /** A bulk string. */
    public record Bulk(String text) implements Value {
        @Override
        public String toString() {
            return quoted(text);
        }
    }

    /** The three ways to say nothing. */
    public enum Nil implements Value {
        BULK,
        ARRAY,
        RESP3;

        @Override
        public String toString() {
            return switch (this) {
                case BULK -> "nil";
                case ARRAY -> "nil-array";
                case RESP3 -> "null";
            };
        }
    }

    /** A double, as it was written. */
    public record Real(String text) implements Value {
        @Override
        public String toString() {
            return "," + text;
        }
    }

    /** A boolean. */
    public record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return value ? "#t" : "#f";
        }
    }

    /** A big number. */
    public record BigNumber(String digits) implements Value {
        @Override
        public String toString() {
            return "(" + digits;
        }
    }

    /** A verbatim string. */
    public record Verbatim(String format, String text) implements Value {
        @Override
        public String toString() {
            return "=" + format + ":" + quoted(text);
        }
    }

    /**
     * An array, a map (key and value alternate), a set or a push.
     *
     * @param type {@code *}, {@code %}, {@code ~} or {@code >}
     */
    public record Aggregate(char type, List<Value> elements) implements Value {
        @Override
        public String toString() {
            String inside =
                    elements.stream().map(Value::toString).collect(Collectors.joining(", "));
            return (type == '*' ? "" : String.valueOf(type)) + "[" + inside + "]";
        }
    }

    /** A reply with attributes before it. */
    public record Attributed(Aggregate attributes, Value value) implements Value {
        @Override
        public String toString() {
            return "|" + attributes + " " + value;
        }
    }
}

package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.NumberPrefix;
import java.util.Arrays;
import java.util.function.Supplier;

/** Source text, read byte by byte, and what has been saved of it for the token being read. */
final class SourceText {

    private static final int FIRST_ROOM = 256;

    /** What stands behind the last byte. */
    static final int END = -1;

    private final StringBuilder saved = new StringBuilder();
    private final Supplier<byte[]> pieces;
    private byte[] bytes;
    private int length;
    private boolean isWhole;
    private int at;
    private int line = 1;

    SourceText(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.isWhole = true;
        this.at = offset;
        this.pieces = null;
    }

    /**
     * A text that comes in pieces. They are asked for where Lua's scanner, which has always read
     * the byte behind what it takes, asks for them.
     *
     * @param pieces an empty one ends the text, unless it is the first: then another is asked for
     */
    SourceText(Supplier<byte[]> pieces) {
        this.pieces = pieces;
        this.bytes = new byte[FIRST_ROOM];
        fetch();
        isWhole = false;
        fill(0);
    }

    private void fill(int ahead) {
        while (!isWhole && at + ahead >= length) {
            fetch();
        }
    }

    private void fetch() {
        byte[] piece = pieces.get();
        isWhole = piece.length == 0;
        if (length + piece.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + piece.length));
        }
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    /** The text as far as it has been fetched. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    int at() {
        return at;
    }

    /** The line that has been read to, starting at 1. */
    int line() {
        return line;
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        fill(ahead);
        return at + ahead < length ? bytes[at + ahead] & 0xff : END;
    }

    void skip(int count) {
        at += count;
        fill(0);
    }

    /** Takes a line's end: one byte, or two different ones. */
    void newLine() {
        int first = peek();
        skip(1);
        if ((peek() == '\n' || peek() == '\r') && peek() != first) {
            skip(1);
        }
        line++;
    }

    /** Takes a byte and saves it. */
    void save() {
        save((char) peek());
        skip(1);
    }

    void save(char character) {
        saved.append(character);
    }

    String saved() {
        return saved.toString();
    }

    void forget() {
        saved.setLength(0);
    }

    /** The number that stands between an offset and here; null if none begins there. */
    NumberPrefix number(int from) {
        return NumberPrefix.of(bytes, from, at);
    }
}

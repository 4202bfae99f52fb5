package io.gridscript.lua.compiler;

import io.gridscript.lua.vm.NumberPrefix;

/** Source text, read byte by byte, and what has been saved of it for the token being read. */
final class SourceText {

    /** What stands behind the last byte. */
    static final int END = -1;

    private final byte[] bytes;
    private final StringBuilder saved = new StringBuilder();
    private int at;
    private int line = 1;

    SourceText(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
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
        return at + ahead < bytes.length ? bytes[at + ahead] & 0xff : END;
    }

    void skip(int count) {
        at += count;
    }

    /** Takes a line's end: one byte, or two different ones. */
    void newLine() {
        int first = peek();
        at++;
        if ((peek() == '\n' || peek() == '\r') && peek() != first) {
            at++;
        }
        line++;
    }

    /** Takes a byte and saves it. */
    void save() {
        save((char) peek());
        at++;
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

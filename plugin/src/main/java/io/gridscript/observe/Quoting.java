package io.gridscript.observe;

import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;

/** Bytes as Redis prints them for people (sdscatrepr): between quotes, escaped as in C. */
final class Quoting {

    private Quoting() {}

    static void write(byte[] bytes, ByteArrayOutputStream target) {
        target.write('"');
        for (byte b : bytes) {
            write(b, target);
        }
        target.write('"');
    }

    private static void write(byte b, ByteArrayOutputStream target) {
        switch (b) {
            case '\\', '"' -> escape((char) b, target);
            case '\n' -> escape('n', target);
            case '\r' -> escape('r', target);
            case '\t' -> escape('t', target);
            case 7 -> escape('a', target);
            case '\b' -> escape('b', target);
            default -> {
                if (b >= ' ' && b <= '~') {
                    target.write(b);
                } else {
                    target.writeBytes(Ascii.bytes(String.format("\\x%02x", b & 0xFF)));
                }
            }
        }
    }

    private static void escape(char letter, ByteArrayOutputStream target) {
        target.write('\\');
        target.write(letter);
    }
}

package io.gridscript.reply;

import java.nio.charset.StandardCharsets;

/**
 * Words of the protocol as bytes. Redis compares names and options without regard to case in ASCII
 * only; every other byte stands for itself.
 */
public final class Ascii {

    private Ascii() {}

    /** One byte for each character up to 255. */
    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte. */
    public static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The text as Redis repeats it in errors: in C a zero is the end. */
    public static String untilZero(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** A character for each byte, capital letters made small. */
    public static String lowerCase(byte[] bytes) {
        byte[] lower = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            lower[i] = lower(bytes[i]);
        }
        return string(lower);
    }

    /** Whether the bytes are that word, whatever their case. The word is given in lower case. */
    public static boolean is(byte[] bytes, String lowerCaseWord) {
        int length = lowerCaseWord.length();
        if (bytes.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(bytes[i]) != lowerCaseWord.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}

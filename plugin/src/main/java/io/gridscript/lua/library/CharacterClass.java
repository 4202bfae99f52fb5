package io.gridscript.lua.library;

/** The classes of bytes in patterns, such as {@code %a}, in C's locale. */
final class CharacterClass {

    private static final String LETTERS = "acdlpsuwxz";
    private static final int BYTES = 256;

    /** The bit of each letter, capital or not; 0 for other bytes. */
    private static final short[] BITS = new short[BYTES];

    /** The bits of the classes that each byte is in. */
    private static final short[] CLASSES = new short[BYTES];

    static {
        for (int i = 0; i < LETTERS.length(); i++) {
            char letter = LETTERS.charAt(i);
            short bit = (short) (1 << i);
            BITS[letter] = bit;
            BITS[Character.toUpperCase(letter)] = bit;
            for (int c = 0; c < BYTES; c++) {
                CLASSES[c] |= is(letter, c) ? bit : 0;
            }
        }
    }

    private CharacterClass() {}

    /** Whether a byte is of a class; a capital letter means the others, no letter means itself. */
    static boolean has(int letter, int c) {
        int bit = BITS[letter];
        return bit == 0 ? letter == c : ((CLASSES[c] & bit) != 0) == letter >= 'a';
    }

    private static boolean is(char letter, int c) {
        return switch (letter) {
            case 'a' -> isLetter(c);
            case 'c' -> c < 32 || c == 127;
            case 'd' -> isDigit(c);
            case 'l' -> c >= 'a' && c <= 'z';
            case 'p' -> c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
            case 's' -> c == ' ' || (c >= '\t' && c <= '\r');
            case 'u' -> c >= 'A' && c <= 'Z';
            case 'w' -> isLetter(c) || isDigit(c);
            case 'x' -> isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            case 'z' -> c == 0;
            default -> throw new IllegalArgumentException(String.valueOf(letter));
        };
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

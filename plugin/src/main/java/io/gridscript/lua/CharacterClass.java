package io.gridscript.lua;

/** The classes of bytes in patterns, such as {@code %a}, in C's locale. */
final class CharacterClass {

    private CharacterClass() {}

    /** Whether a byte is of a class; a capital letter means the others, no letter means itself. */
    static boolean has(int letter, int c) {
        int lower = letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
        boolean is;
        switch (lower) {
            case 'a' -> is = isLetter(c);
            case 'c' -> is = c < 32 || c == 127;
            case 'd' -> is = isDigit(c);
            case 'l' -> is = c >= 'a' && c <= 'z';
            case 'p' -> is = c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
            case 's' -> is = c == ' ' || (c >= '\t' && c <= '\r');
            case 'u' -> is = c >= 'A' && c <= 'Z';
            case 'w' -> is = isLetter(c) || isDigit(c);
            case 'x' -> is = isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            case 'z' -> is = c == 0;
            default -> {
                return letter == c;
            }
        }
        return (letter == lower) == is;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

package io.gridscript.lua.library;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.RaisedError;
import org.luaj.vm2.LuaString;

/** The format of struct.pack and its siblings, read option by option. */
final class StructFormat {

    private static final int INT_SIZE = 4;
    private static final int LONG_SIZE = 8;
    private static final int LARGEST_INTEGER = 32;
    private static final int DEFAULT_ALIGNMENT = 8;

    private final LuaString format;
    private int at;

    private char option;
    private int size;
    private boolean bigEndian;
    private int largestAlignment = 1;

    StructFormat(LuaString format) {
        this.format = format;
    }

    /** Goes on to the next option; false at the end, which a byte 0 is, too. */
    boolean next() {
        if (peek() == 0) {
            return false;
        }
        option = peek();
        at++;
        size = readSize();
        return true;
    }

    char option() {
        return option;
    }

    /** Bytes of the option's value; 0 where that doesn't tell, as for a whole string. */
    int size() {
        return size;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Bytes to skip at a position, so that the option's value begins at a multiple of its size. */
    int padding(long position) {
        if (size == 0 || option == 'c') {
            return 0;
        }
        // Sizes that are no power of 2 go through the same mask in C.
        long unit = Math.min(size, largestAlignment);
        return (int) ((unit - (position & (unit - 1))) & (unit - 1));
    }

    /** Takes the option as one that changes how others are read. */
    void control() {
        switch (option) {
            case ' ' -> {}
            case '>' -> bigEndian = true;
            case '<' -> bigEndian = false;
            case '!' -> align(readNumber(DEFAULT_ALIGNMENT));
            default -> throw new ArgumentError(1, "invalid format option '" + option + "'");
        }
    }

    private void align(int alignment) {
        if (Integer.bitCount(alignment) != 1) {
            throw RaisedError.text("alignment " + alignment + " is not a power of 2");
        }
        largestAlignment = alignment;
    }

    private int readSize() {
        return switch (option) {
            case 'b', 'B', 'x' -> 1;
            case 'h', 'H' -> 2;
            case 'f' -> INT_SIZE;
            case 'l', 'L', 'T', 'd' -> LONG_SIZE;
            case 'c' -> readNumber(1);
            case 'i', 'I' -> integerSize(readNumber(INT_SIZE));
            default -> 0;
        };
    }

    private static int integerSize(int wanted) {
        if (wanted > LARGEST_INTEGER) {
            throw RaisedError.text(
                    "integral size " + wanted + " is larger than limit of " + LARGEST_INTEGER);
        }
        return wanted;
    }

    private int readNumber(int otherwise) {
        if (!isDigit(peek())) {
            return otherwise;
        }
        long number = 0;
        for (; isDigit(peek()); at++) {
            number = 10 * number + peek() - '0';
            if (number > Integer.MAX_VALUE) {
                throw RaisedError.text("integral size overflow");
            }
        }
        return (int) number;
    }

    private char peek() {
        return at < format.m_length ? (char) format.luaByte(at) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package io.gridscript.script;

import io.gridscript.reply.Ascii;

/** The SHA-1 of a script as a key: the 160 bits behind its 40 hexadecimal digits. */
public record ScriptId(long high, long middle, int low) {

    private static final int DIGITS = 40;

    /** What each byte is as a digit; negative where it is none. */
    private static final byte[] VALUES = new byte[1 << Byte.SIZE];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = (byte) Character.digit((byte) i, 16);
        }
    }

    /**
     * Reads a SHA as clients send it, in either case.
     *
     * @return null when these bytes are no SHA-1, so that no script can have it
     */
    public static ScriptId of(byte[] hex) {
        if (hex.length != DIGITS) {
            return null;
        }
        int all = 0;
        for (byte each : hex) {
            all |= valueOf(each);
        }
        return all < 0
                ? null
                : new ScriptId(number(hex, 0, 16), number(hex, 16, 32), (int) number(hex, 32, 40));
    }

    private static int valueOf(byte digit) {
        return VALUES[digit & 0xff];
    }

    private static long number(byte[] hex, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 4 | valueOf(hex[i]);
        }
        return number;
    }

    /** The 40 digits, in lower case. */
    byte[] hex() {
        byte[] hex = new byte[DIGITS];
        write(high, hex, 0, 16);
        write(middle, hex, 16, 32);
        write(low, hex, 32, DIGITS);
        return hex;
    }

    private static void write(long number, byte[] hex, int from, int to) {
        long left = number;
        for (int i = to - 1; i >= from; i--) {
            hex[i] = (byte) Character.forDigit((int) left & 0xf, 16);
            left >>>= 4;
        }
    }

    @Override
    public String toString() {
        return Ascii.string(hex());
    }
}

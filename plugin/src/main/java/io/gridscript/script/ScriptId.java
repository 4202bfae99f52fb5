package io.gridscript.script;

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
    @Override
    public String toString() {
        return String.format("%016x%016x%08x", high, middle, low);
    }
}

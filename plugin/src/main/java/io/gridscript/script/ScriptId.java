package io.gridscript.script;

/** The SHA-1 of a script as a key: the 160 bits behind its 40 hexadecimal digits. */
public record ScriptId(long high, long middle, int low) {

    private static final int DIGITS = 40;

    /**
     * Reads a SHA as clients send it, in either case.
     *
     * @return null when these bytes are no SHA-1, so that no script can have it
     */
    public static ScriptId of(byte[] hex) {
        if (hex.length != DIGITS) {
            return null;
        }
        long high = 0;
        long middle = 0;
        int low = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = Character.digit(hex[i], 16);
            if (digit < 0) {
                return null;
            }
            if (i < 16) {
                high = high << 4 | digit;
            } else if (i < 32) {
                middle = middle << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new ScriptId(high, middle, low);
    }

    /** The 40 digits, in lower case. */
    @Override
    public String toString() {
        return String.format("%016x%016x%08x", high, middle, low);
    }
}

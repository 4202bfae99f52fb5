package io.gridscript.command.server;

import io.gridscript.reply.Ascii;
import java.util.Locale;

/** INFO's reply while it grows: sections with a blank line between them, a field on each line. */
final class InfoText {

    private final StringBuilder text = new StringBuilder();

    void section(String title) {
        if (!text.isEmpty()) {
            text.append("\r\n");
        }
        text.append("# ").append(title).append("\r\n");
    }

    void field(String name, String value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    void field(String name, long value) {
        text.append(name).append(':').append(value).append("\r\n");
    }

    /** With two decimals. */
    void field(String name, double value) {
        field(name, decimal(value));
    }

    /** A number of bytes, and again in a second field for people. */
    void bytes(String name, long value) {
        field(name, value);
        field(name + "_human", human(value));
    }

    byte[] bytes() {
        return Ascii.bytes(text.toString());
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A name from a user, without what would break the format (getSafeInfoString). */
    static String safe(String name) {
        return name.replaceAll("[#:\n\r]", "_");
    }

    /** Bytes in the greatest unit of which there is one. */
    static String human(long bytes) {
        if (bytes < 1024) {
            return bytes + "B";
        }
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return decimal(value) + "KMGTP".charAt(unit);
    }
}

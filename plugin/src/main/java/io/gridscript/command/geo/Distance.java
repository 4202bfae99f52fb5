package io.gridscript.command.geo;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/** Distances on a ball as large as the earth, in metres, by the haversine formula. */
final class Distance {

    /** The earth's quadratic mean radius for WGS-84. */
    static final double EARTH_RADIUS = 6372797.560856;

    private static final double RADIANS = Math.PI / 180;
    private static final int DECIMALS = 4;
    private static final double SCALE = 10_000;

    /** In what distances are told. */
    enum Unit {
        M(1),
        KM(1000),
        FT(0.3048),
        MI(1609.34);

        private static final ErrorReply UNKNOWN =
                ErrorReply.err("unsupported unit provided. please use M, KM, FT, MI");

        private final double metres;

        Unit(double metres) {
            this.metres = metres;
        }

        double metres() {
            return metres;
        }

        static Unit parse(byte[] word) {
            return switch (Ascii.lowerCase(word)) {
                case "m" -> M;
                case "km" -> KM;
                case "ft" -> FT;
                case "mi" -> MI;
                default -> throw UNKNOWN;
            };
        }
    }

    private Distance() {}

    /** To the last bit, which takes half a microsecond. */
    static double between(Position one, Position other) {
        double south = radians(one.latitude());
        double north = radians(other.latitude());
        double east =
                Trigonometry.sine((radians(other.longitude()) - radians(one.longitude())) / 2);
        if (east == 0) {
            return ofLatitudes(one.latitude(), other.latitude());
        }
        double up = Trigonometry.sine((north - south) / 2);
        double wide = Trigonometry.cosine(south) * Trigonometry.cosine(north) * east * east;
        return 2 * EARTH_RADIUS * Trigonometry.arcsine(Math.sqrt(up * up + wide));
    }

    /** Almost so: good enough to see who is near, and nearest. */
    static double near(Position one, Position other) {
        return near(one.longitude(), one.latitude(), other.longitude(), other.latitude());
    }

    static double near(double longitude, double latitude, double otherLongitude, double other) {
        double east = Math.sin((radians(otherLongitude) - radians(longitude)) / 2);
        if (east == 0) {
            return ofLatitudes(latitude, other);
        }
        double south = radians(latitude);
        double north = radians(other);
        double up = Math.sin((north - south) / 2);
        double wide = Math.cos(south) * Math.cos(north) * east * east;
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(up * up + wide));
    }

    static double ofLatitudes(double one, double other) {
        return EARTH_RADIUS * Math.abs(radians(other) - radians(one));
    }

    static double radians(double degrees) {
        return degrees * RADIANS;
    }

    static double degrees(double radians) {
        return radians / RADIANS;
    }

    /** The text of a distance: four decimals. */
    static byte[] text(double distance) {
        byte[] digits = RedisNumbers.bytes((long) Math.rint(distance * SCALE));
        int whole = Math.max(1, digits.length - DECIMALS);
        byte[] text = new byte[whole + 1 + DECIMALS];
        Arrays.fill(text, (byte) '0');
        text[whole] = '.';
        for (int i = 1; i <= digits.length; i++) {
            int place = text.length - i - (i > DECIMALS ? 1 : 0);
            text[place] = digits[digits.length - i];
        }
        return text;
    }
}

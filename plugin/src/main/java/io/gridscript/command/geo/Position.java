package io.gridscript.command.geo;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A place on earth, in degrees. Latitudes end where the map does that the geohashes are of
 * (EPSG:3785), before the poles.
 */
record Position(double longitude, double latitude) {

    static final double MOST_LONGITUDE = 180;
    static final double MOST_LATITUDE = 85.05112878;

    private static final int SHOWN_DECIMALS = 6;

    /**
     * The place that two words say, the longitude first.
     *
     * @throws ErrorReply when they say none
     */
    static Position parse(byte[][] words, int at) {
        double longitude = RedisNumbers.parseDouble(words[at]);
        double latitude = RedisNumbers.parseDouble(words[at + 1]);
        if (Math.abs(longitude) > MOST_LONGITUDE || Math.abs(latitude) > MOST_LATITUDE) {
            throw ErrorReply.err(
                    "invalid longitude,latitude pair " + text(longitude) + "," + text(latitude));
        }
        return new Position(longitude, latitude);
    }

    /** As C's %f has it. */
    private static String text(double degrees) {
        if (Double.isInfinite(degrees)) {
            return degrees > 0 ? "inf" : "-inf";
        }
        String text =
                new BigDecimal(Math.abs(degrees))
                        .setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return Math.copySign(1, degrees) < 0 ? "-" + text : text;
    }
}

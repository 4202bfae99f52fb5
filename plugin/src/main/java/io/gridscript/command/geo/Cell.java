package io.gridscript.command.geo;

/**
 * A part of the map: halved so many times in both directions, with the bits that tell which halves,
 * those of the longitude at the odd places, those of the latitude at the even ones.
 *
 * @param step how many bits there are of each
 */
record Cell(long bits, int step) {

    /** Bits of each coordinate in a member's score. */
    static final int FINEST = 26;

    private static final long LONGITUDE_BITS = 0xaaaaaaaaaaaaaaaaL;
    private static final long LATITUDE_BITS = 0x5555555555555555L;

    /** What geohashes as others write them say of latitudes. */
    private static final double USUAL_MOST_LATITUDE = 90;

    /** The borders of a cell, in degrees. */
    record Area(double west, double south, double east, double north) {

        /** Its middle, within the map. */
        Position middle() {
            return new Position(
                    within((west + east) / 2, Position.MOST_LONGITUDE),
                    within((south + north) / 2, Position.MOST_LATITUDE));
        }

        private static double within(double degrees, double most) {
            return Math.max(-most, Math.min(most, degrees));
        }
    }

    /** The cell around a place. */
    static Cell around(Position position, int step) {
        return around(position, step, Position.MOST_LATITUDE);
    }

    /** The smallest cell around a place in a map up to the poles. */
    static Cell usual(Position position) {
        return around(position, FINEST, USUAL_MOST_LATITUDE);
    }

    private static Cell around(Position position, int step, double mostLatitude) {
        double cells = 1L << step;
        double row = (position.latitude() + mostLatitude) / (mostLatitude + mostLatitude);
        double column =
                (position.longitude() + Position.MOST_LONGITUDE)
                        / (Position.MOST_LONGITUDE + Position.MOST_LONGITUDE);
        long bits = spread((long) (row * cells)) | spread((long) (column * cells)) << 1;
        return new Cell(bits, step);
    }

    /** The smallest cell that a score tells of, whatever it is. */
    static Cell of(double score) {
        return new Cell(unsigned(score), FINEST);
    }

    /** As C converts a double to an unsigned number on the machines that Redis mostly runs on. */
    private static long unsigned(double score) {
        if (score < 0x1p63) {
            return (long) score;
        }
        double rest = score - 0x1p63;
        return rest < 0x1p63 ? (long) rest ^ Long.MIN_VALUE : 0;
    }

    /** The least score of members in it. */
    long score() {
        return bits << 2 * (FINEST - step);
    }

    /** The least score of members behind it. */
    long scoreBehind() {
        return bits + 1 << 2 * (FINEST - step);
    }

    Area area() {
        double cells = 1L << step;
        long row = gathered(bits);
        long column = gathered(bits >>> 1);
        return new Area(
                degrees(column, cells, Position.MOST_LONGITUDE),
                degrees(row, cells, Position.MOST_LATITUDE),
                degrees(column + 1 & 0xffffffffL, cells, Position.MOST_LONGITUDE),
                degrees(row + 1 & 0xffffffffL, cells, Position.MOST_LATITUDE));
    }

    private static double degrees(long index, double cells, double most) {
        return -most + index / cells * (most + most);
    }

    /** The cell so many columns to the east (1 or -1) and rows to the north, around the map. */
    Cell neighbour(int east, int north) {
        long columns = east == 0 ? bits & LONGITUDE_BITS : moved(east, LONGITUDE_BITS);
        long rows = north == 0 ? bits & LATITUDE_BITS : moved(north, LATITUDE_BITS);
        return new Cell(columns | rows, step);
    }

    /** Counts one up or down in the bits of one coordinate. */
    private long moved(int by, long coordinate) {
        int unused = Long.SIZE - 2 * step;
        long between = ~coordinate >>> unused;
        long own = bits & coordinate;
        long moved = by > 0 ? own + between + 1 : (own | between) - between - 1;
        return moved & coordinate >>> unused;
    }

    /** Moves the lower 32 bits to the even places. */
    private static long spread(long number) {
        long bits = number & 0xffffffffL;
        bits = (bits | bits << 16) & 0x0000ffff0000ffffL;
        bits = (bits | bits << 8) & 0x00ff00ff00ff00ffL;
        bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0fL;
        bits = (bits | bits << 2) & 0x3333333333333333L;
        return (bits | bits << 1) & LATITUDE_BITS;
    }

    /** The bits at the even places. */
    private static long gathered(long bits) {
        long number = bits & LATITUDE_BITS;
        number = (number | number >>> 1) & 0x3333333333333333L;
        number = (number | number >>> 2) & 0x0f0f0f0f0f0f0f0fL;
        number = (number | number >>> 4) & 0x00ff00ff00ff00ffL;
        number = (number | number >>> 8) & 0x0000ffff0000ffffL;
        return (number | number >>> 16) & 0xffffffffL;
    }
}

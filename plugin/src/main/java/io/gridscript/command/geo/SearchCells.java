package io.gridscript.command.geo;

import java.util.ArrayList;
import java.util.List;

/** The cells of the map that cover a shape: one in the middle and up to eight around it. */
final class SearchCells {

    /** Half of the map's width, in metres at the equator. */
    private static final double HALF_MAP = 20037726.37;

    /** North of these latitudes, and south of their opposites, cells are narrower. */
    private static final double[] NARROW = {66, 80};

    /** The directions of the neighbours, in the order in which they are searched: east, north. */
    private static final int[][] NEIGHBOURS = {
        {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}
    };

    private SearchCells() {}

    /** The cells in the order in which their members are found. */
    static List<Cell> around(Position centre, Shape shape) {
        Cell.Area bounds = bounds(centre, shape);
        int step = step(shape.reach(), centre.latitude());
        Cell middle = Cell.around(centre, step);
        if (step > 1 && !isCovered(bounds, middle)) {
            step--;
            middle = Cell.around(centre, step);
        }
        Cell.Area area = middle.area();
        List<Cell> cells = new ArrayList<>(1 + NEIGHBOURS.length);
        cells.add(middle);
        for (int[] direction : NEIGHBOURS) {
            if (step == 1 || !isUseless(direction[0], direction[1], area, bounds)) {
                add(middle.neighbour(direction[0], direction[1]), cells);
            }
        }
        return cells;
    }

    /**
     * In large cells a neighbour may be the same to both sides. As in Redis, the first neighbour is
     * searched though it be the one in the middle.
     */
    private static void add(Cell cell, List<Cell> cells) {
        if (cells.size() == 1 || !cell.equals(cells.get(cells.size() - 1))) {
            cells.add(cell);
        }
    }

    /** How many times the map is halved, so that the shape is in few cells. */
    private static int step(double reach, double latitude) {
        if (reach == 0) {
            return Cell.FINEST;
        }
        int step = 1;
        for (double metres = reach; metres < HALF_MAP; metres *= 2) {
            step++;
        }
        step -= 2;
        for (double narrow : NARROW) {
            if (Math.abs(latitude) > narrow) {
                step--;
            }
        }
        return Math.max(1, Math.min(Cell.FINEST, step));
    }

    private static Cell.Area bounds(Position centre, Shape shape) {
        double longitude = centre.longitude();
        double latitude = centre.latitude();
        double north = Distance.degrees(shape.halfHeight() / Distance.EARTH_RADIUS);
        double widest = latitude < 0 ? latitude - north : latitude + north;
        double east =
                Distance.degrees(
                        shape.halfWidth()
                                / Distance.EARTH_RADIUS
                                / StrictMath.cos(Distance.radians(widest)));
        return new Cell.Area(
                longitude - east, latitude - north, longitude + east, latitude + north);
    }

    /** Whether a cell and its neighbours reach as far as they must. */
    private static boolean isCovered(Cell.Area bounds, Cell middle) {
        return middle.neighbour(0, 1).area().north() >= bounds.north()
                && middle.neighbour(0, -1).area().south() <= bounds.south()
                && middle.neighbour(1, 0).area().east() >= bounds.east()
                && middle.neighbour(-1, 0).area().west() <= bounds.west();
    }

    /** Whether the shape ends before the cells in a direction begin. */
    private static boolean isUseless(int east, int north, Cell.Area middle, Cell.Area bounds) {
        return north < 0 && middle.south() < bounds.south()
                || north > 0 && middle.north() > bounds.north()
                || east < 0 && middle.west() < bounds.west()
                || east > 0 && middle.east() > bounds.east();
    }
}

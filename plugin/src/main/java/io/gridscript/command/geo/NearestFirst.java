package io.gridscript.command.geo;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts places by their distance, so many of them that the first ones are right. Equal distances
 * come in the order that Redis leaves them in: that of a stable sort when all are wanted, otherwise
 * that of the quicksort of Bentley and McIlroy ("Engineering a Sort Function", 1993), which leaves
 * aside the parts that nobody wants.
 */
final class NearestFirst {

    /** From how few on they are put in their places one after the other. */
    private static final int FEW = 7;

    /** From how many on nine of them are asked for the middle one. */
    private static final int MANY = 40;

    private final FoundPlace[] places;
    private final Comparator<FoundPlace> order;
    private final int wanted;

    private NearestFirst(FoundPlace[] places, Comparator<FoundPlace> order, int wanted) {
        this.places = places;
        this.order = order;
        this.wanted = wanted;
    }

    /** Sorts until so many from the first on are right. */
    static void sort(FoundPlace[] places, boolean nearestFirst, int wanted) {
        Comparator<FoundPlace> order = Comparator.comparingDouble(FoundPlace::distance);
        if (!nearestFirst) {
            order = order.reversed();
        }
        if (wanted == places.length) {
            Arrays.sort(places, order);
        } else {
            new NearestFirst(places, order, wanted).sort(0, places.length);
        }
    }

    private void sort(int start, int end) {
        int from = start;
        while (end - from >= FEW) {
            swap(from, middle(from, end - from));
            int[] bounds = partition(from, end);
            if (bounds[0] - from > 1) {
                sort(from, bounds[0]);
            }
            from = bounds[1];
            if (end - from <= 1 || from >= wanted) {
                return;
            }
        }
        sortFew(from, end);
    }

    private void sortFew(int from, int end) {
        for (int i = from + 1; i < end; i++) {
            for (int j = i; j > from && compare(j - 1, j) > 0; j--) {
                swap(j, j - 1);
            }
        }
    }

    /** Which of them is taken to tell the lower from the higher. */
    private int middle(int from, int count) {
        int low = from;
        int middle = from + count / 2;
        int high = from + count - 1;
        if (count > MANY) {
            int step = count / 8;
            low = median(low, low + step, low + 2 * step);
            middle = median(middle - step, middle, middle + step);
            high = median(high - 2 * step, high - step, high);
        }
        return count > FEW ? median(low, middle, high) : middle;
    }

    private int median(int a, int b, int c) {
        if (compare(a, b) < 0) {
            return compare(b, c) < 0 ? b : compare(a, c) < 0 ? c : a;
        }
        return compare(b, c) > 0 ? b : compare(a, c) < 0 ? a : c;
    }

    /**
     * Moves what is lower than the first to the front and what is higher to the end; what is equal
     * gathers at both ends and then comes to the middle.
     *
     * @return where the lower ones end and the higher ones begin
     */
    private int[] partition(int from, int end) {
        int equalLow = from + 1;
        int low = from + 1;
        int high = end - 1;
        int equalHigh = end - 1;
        while (true) {
            int compared;
            while (low <= high && (compared = compare(low, from)) <= 0) {
                if (compared == 0) {
                    swap(equalLow++, low);
                }
                low++;
            }
            while (low <= high && (compared = compare(high, from)) >= 0) {
                if (compared == 0) {
                    swap(high, equalHigh--);
                }
                high--;
            }
            if (low > high) {
                break;
            }
            swap(low++, high--);
        }
        int left = Math.min(equalLow - from, low - equalLow);
        swap(from, low - left, left);
        int right = Math.min(equalHigh - high, end - equalHigh - 1);
        swap(low, end - right, right);
        return new int[] {from + low - equalLow, end - (equalHigh - high)};
    }

    private int compare(int one, int other) {
        return order.compare(places[one], places[other]);
    }

    private void swap(int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            swap(one + i, other + i);
        }
    }

    private void swap(int one, int other) {
        FoundPlace place = places[one];
        places[one] = places[other];
        places[other] = place;
    }
}

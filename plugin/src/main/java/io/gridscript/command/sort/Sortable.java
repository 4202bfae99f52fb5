package io.gridscript.command.sort;

import io.gridscript.keyspace.Database;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;
import java.util.Comparator;

/** An element with what it is compared by: a number, or a text that may be missing. */
record Sortable(byte[] element, double number, byte[] text) {

    private static final ErrorReply NOT_A_NUMBER =
            ErrorReply.err("One or more scores can't be converted into double");

    /**
     * The order of a request. Numbers that are equal are told apart by the elements; a missing text
     * comes first.
     */
    static Comparator<Sortable> order(SortRequest request) {
        Comparator<Sortable> order =
                request.alphabetical()
                        ? Comparator.comparing(
                                Sortable::text, Comparator.nullsFirst(Arrays::compareUnsigned))
                        : Comparator.<Sortable>comparingDouble(Sortable::signlessNumber)
                                .thenComparing(Sortable::element, Arrays::compareUnsigned);
        return request.descending() ? order.reversed() : order;
    }

    /** An element with what a request compares. */
    static Sortable of(byte[] element, SortRequest request, Database database) {
        byte[] compared = request.by() == null ? element : request.by().lookUp(database, element);
        if (request.alphabetical()) {
            return new Sortable(element, 0, compared);
        }
        return new Sortable(element, compared == null ? 0 : number(compared), null);
    }

    /** As C reads a number: what follows a zero byte isn't seen, and nothing at all is 0. */
    private static double number(byte[] text) {
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return end == 0 ? 0 : RedisNumbers.parseDouble(text, 0, end, NOT_A_NUMBER);
    }

    /** Both zeros are one number. */
    private double signlessNumber() {
        return number == 0 ? 0 : number;
    }
}

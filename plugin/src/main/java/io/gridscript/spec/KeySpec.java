package io.gridscript.spec;

import io.gridscript.reply.Ascii;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Where in a request keys are and what is done with them: Redis's key specifications.
 *
 * @param begin where the first key may be found
 * @param find how many there are from that place on
 * @param notes a remark for COMMAND INFO, or null
 * @param exactly tells the positions where the rule may be wrong, or null
 */
public record KeySpec(Begin begin, Find find, Set<KeyFlag> flags, String notes, Search exactly) {

    /** Where keys begin. */
    public sealed interface Begin {}

    /** At a fixed position; the command's name is position 0. */
    public record Index(int position) implements Begin {}

    /** After a word, searched from a position on (from the end when it is negative). */
    public record Keyword(String word, int startFrom) implements Begin {}

    /** How keys go on from where they begin. */
    public sealed interface Find {}

    /**
     * Up to a last key.
     *
     * @param lastKey relative to the first key; negative: from the end of the request
     * @param step distance from one key to the next
     * @param limit with lastKey -1: only the first 1/limit of what remains; 0 and 1: all of it
     */
    public record Range(int lastKey, int step, int limit) implements Find {}

    /** A number in the request says how many; positions are relative to where keys begin. */
    public record KeyNumber(int numberAt, int firstKey, int step) implements Find {}

    /**
     * Not to be told from a fixed rule.
     *
     * @param search tells the positions nevertheless, of those keys that the request names
     */
    public record Unknown(Search search) implements Begin, Find {}

    /** Looks for keys in a request. */
    @FunctionalInterface
    public interface Search {

        /** For keys whose names come from data. */
        Search NOTHING = (arguments, position) -> {};

        void positions(byte[][] arguments, IntConsumer position);
    }

    public KeySpec {
        flags = Collections.unmodifiableSet(flags);
    }

    public KeySpec(Begin begin, Find find, Set<KeyFlag> flags, String notes) {
        this(begin, find, flags, notes, null);
    }

    /** One key at a position. */
    public static KeySpec key(int position, KeyFlag first, KeyFlag... more) {
        return range(position, 0, 1, first, more);
    }

    /** Keys from a position on; lastKey and step as in {@link Range}. */
    public static KeySpec range(
            int position, int lastKey, int step, KeyFlag first, KeyFlag... more) {
        return new KeySpec(
                new Index(position), new Range(lastKey, step, 0), EnumSet.of(first, more), null);
    }

    /** As many keys as the argument at a position says, right behind it. */
    public static KeySpec counted(int numberAt, KeyFlag first, KeyFlag... more) {
        return new KeySpec(
                new Index(numberAt), new KeyNumber(0, 1, 1), EnumSet.of(first, more), null);
    }

    /** Keys that Redis's rules can't tell. */
    public static KeySpec unknown(Search search, KeyFlag first, KeyFlag... more) {
        Unknown unknown = new Unknown(search);
        return new KeySpec(unknown, unknown, EnumSet.of(first, more), null);
    }

    public KeySpec withNotes(String text) {
        return new KeySpec(begin, find, flags, text, exactly);
    }

    /** Clients are told the rule, but it is the search that finds the keys of a request. */
    public KeySpec exactlyBy(Search search) {
        return new KeySpec(begin, find, flags, notes, search);
    }

    /** Whether its keys are at the same positions in every request, counted from either end. */
    boolean isFixed() {
        return begin instanceof Index && find instanceof Range range && range.limit() <= 1;
    }

    /**
     * Tells the positions of the keys in a request.
     *
     * @return false when the request does not fit the spec (a count that is no number or 0, say)
     */
    public boolean positions(byte[][] arguments, IntConsumer position) {
        if (exactly != null) {
            exactly.positions(arguments, position);
            return true;
        }
        if (find instanceof Unknown unknown) {
            unknown.search().positions(arguments, position);
            return true;
        }
        int first = firstPosition(arguments);
        if (first < 0) {
            return begin instanceof Keyword;
        }
        if (find instanceof Range range) {
            return rangePositions(arguments, first, range, position);
        }
        if (find instanceof KeyNumber number) {
            return countedPositions(arguments, first, number, position);
        }
        return false;
    }

    private int firstPosition(byte[][] arguments) {
        if (begin instanceof Index index) {
            return index.position();
        }
        if (begin instanceof Keyword keyword) {
            return positionAfter(arguments, keyword);
        }
        return -1;
    }

    private static int positionAfter(byte[][] arguments, Keyword keyword) {
        String word = keyword.word().toLowerCase(Locale.ROOT);
        boolean forward = keyword.startFrom() >= 0;
        int at = forward ? keyword.startFrom() : arguments.length + keyword.startFrom();
        for (; at > 0 && at < arguments.length; at += forward ? 1 : -1) {
            if (Ascii.is(arguments[at], word)) {
                return at + 1;
            }
        }
        return -1;
    }

    private static boolean rangePositions(
            byte[][] arguments, int first, Range range, IntConsumer position) {
        int last;
        if (range.lastKey() >= 0) {
            last = first + range.lastKey();
        } else if (range.limit() <= 1) {
            last = arguments.length + range.lastKey();
        } else {
            last = first + (arguments.length - first) / range.limit() + range.lastKey();
        }
        if (last >= arguments.length || last < first) {
            return false;
        }
        for (int at = first; at <= last; at += range.step()) {
            position.accept(at);
        }
        return true;
    }

    private static boolean countedPositions(
            byte[][] arguments, int begin, KeyNumber number, IntConsumer position) {
        int numberAt = begin + number.numberAt();
        if (numberAt >= arguments.length) {
            return false;
        }
        int count = smallNumber(arguments[numberAt]);
        int first = begin + number.firstKey();
        if (count < 1 || (long) first + (long) count * number.step() > arguments.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            position.accept(first + i * number.step());
        }
        return true;
    }

    /** The number of keys, or -1 when these bytes are not a number that could be one. */
    private static int smallNumber(byte[] digits) {
        if (digits.length == 0 || digits.length > 7) {
            return -1;
        }
        int value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value;
    }
}

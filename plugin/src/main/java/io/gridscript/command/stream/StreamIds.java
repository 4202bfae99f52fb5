package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;

/** IDs as requests have them. */
final class StreamIds {

    private static final ErrorReply INVALID =
            ErrorReply.err("Invalid stream ID specified as stream command argument");
    private static final ErrorReply INVALID_START =
            ErrorReply.err("invalid start ID for the interval");
    private static final ErrorReply INVALID_END = ErrorReply.err("invalid end ID for the interval");

    /** Redis reads an ID in a buffer of that size. */
    private static final int LONGEST = 127;

    /** An ID whose sequence is to be chosen: {@code ms-*}. */
    record Requested(StreamId id, boolean sequenceGiven) {}

    private StreamIds() {}

    /**
     * An ID; where it has no sequence, that is 0.
     *
     * @throws ErrorReply when it is none, {@code -} and {@code +} included
     */
    static StreamId strict(byte[] argument) {
        return parse(argument, 0, true, false).id;
    }

    /** As {@link #strict}, but {@code -} and {@code +} are the least and the greatest ID. */
    static StreamId lenient(byte[] argument) {
        return parse(argument, 0, false, false).id;
    }

    /** Whether {@link #strict} takes it. */
    static boolean isStrict(byte[] argument) {
        try {
            strict(argument);
            return true;
        } catch (ErrorReply refused) {
            return false;
        }
    }

    /** As {@link #strict}; the sequence may be a star. */
    static Requested requested(byte[] argument) {
        return parse(argument, 0, true, true);
    }

    /** The least ID of an interval; behind a parenthesis it isn't part of it. */
    static StreamId start(byte[] argument) {
        if (!isExclusive(argument)) {
            return parse(argument, 0, false, false).id;
        }
        StreamId id = parse(withoutParenthesis(argument), 0, true, false).id;
        if (id.isMax()) {
            throw INVALID_START;
        }
        return id.next();
    }

    /** The greatest ID of an interval; without a sequence it is the last of its millisecond. */
    static StreamId end(byte[] argument) {
        if (!isExclusive(argument)) {
            return parse(argument, -1, false, false).id;
        }
        StreamId id = parse(withoutParenthesis(argument), -1, true, false).id;
        if (id.isZero()) {
            throw INVALID_END;
        }
        return id.previous();
    }

    static boolean is(byte[] argument, char only) {
        return argument.length == 1 && argument[0] == only;
    }

    private static boolean isExclusive(byte[] argument) {
        return argument.length > 1 && argument[0] == '(';
    }

    private static byte[] withoutParenthesis(byte[] argument) {
        return Arrays.copyOfRange(argument, 1, argument.length);
    }

    private static Requested parse(
            byte[] argument, long otherwise, boolean strict, boolean mayLeaveSequence) {
        int end = endOfText(argument);
        if (argument.length > LONGEST) {
            throw INVALID;
        }
        if (end == 1 && (argument[0] == '-' || argument[0] == '+')) {
            if (strict) {
                throw INVALID;
            }
            return new Requested(argument[0] == '-' ? StreamId.ZERO : StreamId.MAX, true);
        }
        int dash = 0;
        while (dash < end && argument[dash] != '-') {
            dash++;
        }
        long millis = unsigned(argument, 0, dash);
        if (dash == end) {
            return new Requested(new StreamId(millis, otherwise), true);
        }
        if (mayLeaveSequence && end - dash == 2 && argument[dash + 1] == '*') {
            return new Requested(new StreamId(millis, 0), false);
        }
        return new Requested(new StreamId(millis, unsigned(argument, dash + 1, end)), true);
    }

    /** Redis takes arguments for C strings here. */
    private static int endOfText(byte[] argument) {
        int end = 0;
        while (end < argument.length && argument[end] != 0) {
            end++;
        }
        return end;
    }

    /** A number as Redis's string2ull takes it: what C's strtoull takes, negative ones rarely. */
    private static long unsigned(byte[] text, int from, int end) {
        if (RedisNumbers.isLong(text, from, end - from)) {
            long value = RedisNumbers.parseLong(text, from, end - from, INVALID);
            if (value < 0) {
                throw INVALID;
            }
            return value;
        }
        int at = from;
        while (at < end && isSpace(text[at])) {
            at++;
        }
        boolean negative = at < end && text[at] == '-';
        if (at < end && (negative || text[at] == '+')) {
            at++;
        }
        if (at == end) {
            throw INVALID;
        }
        long value = digits(text, at, end);
        return negative ? -value : value;
    }

    private static long digits(byte[] text, int from, int end) {
        long value = 0;
        for (int at = from; at < end; at++) {
            int digit = text[at] - '0';
            if (digit < 0
                    || digit > 9
                    || Long.compareUnsigned(value, Long.divideUnsigned(-1, 10)) > 0) {
                throw INVALID;
            }
            value = value * 10 + digit;
            if (Long.compareUnsigned(value, digit) < 0) {
                throw INVALID;
            }
        }
        return value;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }
}

package io.gridscript.command.sortedset;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/**
 * The options of ZADD.
 *
 * @param onlyNew NX
 * @param onlyPresent XX
 * @param onlyGreater GT
 * @param onlyLess LT
 * @param countsChanged CH
 * @param increments INCR
 * @param end position after the last option
 */
record ScoringOptions(
        boolean onlyNew,
        boolean onlyPresent,
        boolean onlyGreater,
        boolean onlyLess,
        boolean countsChanged,
        boolean increments,
        int end) {

    private static final ErrorReply NEW_AND_PRESENT =
            ErrorReply.err("XX and NX options at the same time are not compatible");
    private static final ErrorReply COMPARED_TWICE =
            ErrorReply.err("GT, LT, and/or NX options at the same time are not compatible");
    private static final ErrorReply SEVERAL_INCREMENTS =
            ErrorReply.err("INCR option supports a single increment-element pair");

    /** Reads them from the third word on, up to the first word that is none. */
    static ScoringOptions parse(byte[][] request, boolean increments) {
        boolean onlyNew = false;
        boolean onlyPresent = false;
        boolean onlyGreater = false;
        boolean onlyLess = false;
        boolean countsChanged = false;
        boolean adds = increments;
        int at = 2;
        for (; at < request.length; at++) {
            byte[] word = request[at];
            if (Ascii.is(word, "nx")) {
                onlyNew = true;
            } else if (Ascii.is(word, "xx")) {
                onlyPresent = true;
            } else if (Ascii.is(word, "gt")) {
                onlyGreater = true;
            } else if (Ascii.is(word, "lt")) {
                onlyLess = true;
            } else if (Ascii.is(word, "ch")) {
                countsChanged = true;
            } else if (Ascii.is(word, "incr")) {
                adds = true;
            } else {
                break;
            }
        }
        return new ScoringOptions(
                onlyNew, onlyPresent, onlyGreater, onlyLess, countsChanged, adds, at);
    }

    /** Throws an error when they contradict each other or that number of members. */
    void check(int members) {
        if (onlyNew && onlyPresent) {
            throw NEW_AND_PRESENT;
        }
        if (onlyNew && (onlyGreater || onlyLess) || onlyGreater && onlyLess) {
            throw COMPARED_TWICE;
        }
        if (increments && members > 1) {
            throw SEVERAL_INCREMENTS;
        }
    }
}

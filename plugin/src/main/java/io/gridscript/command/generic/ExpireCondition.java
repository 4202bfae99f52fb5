package io.gridscript.command.generic;

import io.gridscript.keyspace.Entry;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/**
 * When EXPIRE and its kin may set a deadline. A key without one counts as one that never expires.
 *
 * @param ifNone NX: only when the key has no deadline
 * @param ifAny XX: only when it has one
 * @param ifLater GT: only when the new one is later
 * @param ifSooner LT: only when the new one is sooner
 */
record ExpireCondition(boolean ifNone, boolean ifAny, boolean ifLater, boolean ifSooner) {

    private static final ExpireCondition ALWAYS = new ExpireCondition(false, false, false, false);

    private static final ErrorReply NX_EXCLUDES_OTHERS =
            ErrorReply.err("NX and XX, GT or LT options at the same time are not compatible");
    private static final ErrorReply GT_EXCLUDES_LT =
            ErrorReply.err("GT and LT options at the same time are not compatible");

    /** Reads all words of a request from a position on. */
    static ExpireCondition parse(byte[][] request, int from) {
        if (from >= request.length) {
            return ALWAYS;
        }
        boolean ifNone = false;
        boolean ifAny = false;
        boolean ifLater = false;
        boolean ifSooner = false;
        for (int i = from; i < request.length; i++) {
            byte[] word = request[i];
            if (Ascii.is(word, "nx")) {
                ifNone = true;
            } else if (Ascii.is(word, "xx")) {
                ifAny = true;
            } else if (Ascii.is(word, "gt")) {
                ifLater = true;
            } else if (Ascii.is(word, "lt")) {
                ifSooner = true;
            } else {
                throw ErrorReply.err("Unsupported option " + Ascii.untilZero(word));
            }
        }
        if (ifNone && (ifAny || ifLater || ifSooner)) {
            throw NX_EXCLUDES_OTHERS;
        }
        if (ifLater && ifSooner) {
            throw GT_EXCLUDES_LT;
        }
        return new ExpireCondition(ifNone, ifAny, ifLater, ifSooner);
    }

    /** Whether the deadline of an entry may become that one. */
    boolean allows(Entry entry, long deadline) {
        if (!entry.hasDeadline()) {
            return !ifAny && !ifLater;
        }
        return !ifNone
                && (!ifLater || deadline > entry.deadline())
                && (!ifSooner || deadline < entry.deadline());
    }
}

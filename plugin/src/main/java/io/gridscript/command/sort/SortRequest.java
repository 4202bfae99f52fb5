package io.gridscript.command.sort;

import io.gridscript.acl.User;
import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What is asked of SORT.
 *
 * @param offset of the first element to tell, when positive
 * @param count of elements to tell; below zero all
 * @param by whose values to compare instead of the elements, or null
 * @param get what to tell instead of the elements
 * @param destination the key to store it under, or null
 */
record SortRequest(
        boolean descending,
        boolean alphabetical,
        long offset,
        long count,
        ElementPattern by,
        List<ElementPattern> get,
        byte[] destination) {

    private static final int FIRST_OPTION = 2;

    private static final ErrorReply BY_DENIED =
            ErrorReply.err("BY option of SORT denied due to insufficient ACL permissions.");
    private static final ErrorReply GET_DENIED =
            ErrorReply.err("GET option of SORT denied due to insufficient ACL permissions.");

    /**
     * Reads the options.
     *
     * @param mayStore whether STORE is one
     */
    static SortRequest of(CommandCall call, boolean mayStore) {
        boolean descending = false;
        boolean alphabetical = false;
        long offset = 0;
        long count = -1;
        ElementPattern by = null;
        List<ElementPattern> get = new ArrayList<>();
        byte[] destination = null;
        for (int i = FIRST_OPTION; i < call.count(); i++) {
            byte[] word = call.argument(i);
            int left = call.count() - i - 1;
            if (Ascii.is(word, "asc")) {
                descending = false;
            } else if (Ascii.is(word, "desc")) {
                descending = true;
            } else if (Ascii.is(word, "alpha")) {
                alphabetical = true;
            } else if (Ascii.is(word, "limit") && left >= 2) {
                offset = RedisNumbers.parseLong(call.argument(++i));
                count = RedisNumbers.parseLong(call.argument(++i));
            } else if (mayStore && Ascii.is(word, "store") && left >= 1) {
                destination = call.argument(++i);
            } else if (Ascii.is(word, "by") && left >= 1) {
                by = ElementPattern.of(call.argument(++i));
                if (!by.isConstant()) {
                    checkRights(call, BY_DENIED);
                }
            } else if (Ascii.is(word, "get") && left >= 1) {
                checkRights(call, GET_DENIED);
                get.add(ElementPattern.of(call.argument(++i)));
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new SortRequest(descending, alphabetical, offset, count, by, get, destination);
    }

    /** No right to some keys is enough where elements say which keys are read. */
    private static void checkRights(CommandCall call, ErrorReply denied) {
        User user = call.client().user();
        if (!user.mayReadEveryKey(call.command().spec(), call.arguments())) {
            throw denied;
        }
    }

    /** Tells where in a request the key is that the last STORE names. */
    static void storePosition(byte[][] request, IntConsumer position) {
        int found = 0;
        for (int i = FIRST_OPTION; i < request.length; i++) {
            if (Ascii.is(request[i], "limit")) {
                i += 2;
            } else if (Ascii.is(request[i], "get") || Ascii.is(request[i], "by")) {
                i++;
            } else if (Ascii.is(request[i], "store") && i + 1 < request.length) {
                found = ++i;
            }
        }
        if (found > 0) {
            position.accept(found);
        }
    }

    /** Whether nothing is to be compared: elements come in the order that they have. */
    boolean keepsOrder() {
        return by != null && by.isConstant();
    }

    /** The same request by the elements themselves as text. */
    SortRequest alphabeticalByElement() {
        return new SortRequest(descending, true, offset, count, null, get, destination);
    }
}

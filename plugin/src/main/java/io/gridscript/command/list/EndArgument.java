package io.gridscript.command.list;

import io.gridscript.keyspace.ListEnd;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;

/** LEFT or RIGHT in a request. */
final class EndArgument {

    private EndArgument() {}

    /**
     * The end that the word names.
     *
     * @throws ErrorReply when it names none
     */
    static ListEnd of(byte[] word) {
        if (Ascii.is(word, "left")) {
            return ListEnd.HEAD;
        }
        if (Ascii.is(word, "right")) {
            return ListEnd.TAIL;
        }
        throw ErrorReply.SYNTAX;
    }
}

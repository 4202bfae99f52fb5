package io.gridscript.script;

import io.gridscript.reply.ErrorReply;

/** What those are told who wait for something that takes longer than busy-reply-threshold. */
public final class BusyReplies {

    /** While a script runs. */
    public static final ErrorReply SCRIPT = busyUntil("SCRIPT KILL");

    /** While a function runs. */
    public static final ErrorReply FUNCTION = busyUntil("FUNCTION KILL");

    private BusyReplies() {}

    private static ErrorReply busyUntil(String kill) {
        return ErrorReply.of(
                "BUSY Redis is busy running a script. You can only call "
                        + kill
                        + " or SHUTDOWN NOSAVE.");
    }
}

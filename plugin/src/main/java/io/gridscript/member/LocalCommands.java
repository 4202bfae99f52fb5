package io.gridscript.member;

import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.PendingReply;
import io.gridscript.reply.ErrorReply;
import io.gridscript.resp.LocalPort;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Runs commands that a member begins with, one after the other. */
final class LocalCommands {

    /** As long as the authority is waited for in general. */
    private static final long PATIENCE_SECONDS = 60;

    private final LocalPort port;

    LocalCommands(LocalPort port) {
        this.port = port;
    }

    /**
     * Runs a command to its end.
     *
     * @param what is done, for the message of an error
     * @return its reply
     * @throws InvalidSetting when it answers an error, or nothing in time
     */
    Object call(String what, byte[]... words) {
        JavaReply reply = new JavaReply(false, error -> error);
        PendingReply pending = new PendingReply(reply);
        port.call(words, pending);
        try {
            pending.arrival().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new InvalidSetting(what + ": " + e.getCause());
        }
        if (reply.value() instanceof ErrorReply error) {
            throw new InvalidSetting(what + ": " + error.text());
        }
        return reply.value();
    }
}

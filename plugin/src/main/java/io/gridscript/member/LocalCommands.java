package io.gridscript.member;

import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.PendingReply;
import io.gridscript.reply.ErrorReply;
import io.gridscript.resp.LocalPort;
import java.util.concurrent.CompletableFuture;
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
        await(what, pending.arrival());
        if (reply.value() instanceof ErrorReply error) {
            throw refused(what, error);
        }
        return reply.value();
    }

    /**
     * Waits for something that is being done.
     *
     * @param what is done, for the message of an error
     * @throws InvalidSetting when it fails, or takes too long
     */
    static <T> T await(String what, CompletableFuture<T> done) {
        try {
            return done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErrorReply error) {
                throw refused(what, error);
            }
            throw new InvalidSetting(what + ": " + e.getCause());
        }
    }

    private static InvalidSetting refused(String what, ErrorReply error) {
        return new InvalidSetting(what + ": " + error.text());
    }
}

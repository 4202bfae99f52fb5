package io.gridscript.command;

import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.concurrent.CompletionStage;

/** What runs on a keyspace with nothing of others in between: a command, a script, an EXEC. */
public interface Unit {

    /**
     * Runs, or goes on, on the holder.
     *
     * @param call set up with the connection and the keyspace held
     * @return null when it is done; otherwise what it waits for, with the keyspace held: run it
     *     again then
     */
    CompletionStage<?> run(CommandCall call, ReplyWriter reply);

    /**
     * Runs to its end on a connection's own thread, or not at all.
     *
     * @param call set up with the connection and the keyspace held
     * @return false when it takes a thread that may take long: nothing has happened, and {@link
     *     #run} is to follow with nobody else's unit in between
     */
    default boolean tryRun(CommandCall call, ReplyWriter reply) {
        if (mayTakeLong()) {
            return false;
        }
        run(call, reply);
        return true;
    }

    /** Why it is refused before it runs, where the keyspace is, or null. */
    default ErrorReply refusal(DataLimits limits, Keyspace keyspace) {
        return null;
    }

    /** Answers with an error instead of running. */
    void refuse(ErrorReply error, ReplyWriter reply);

    /**
     * Runs without a keyspace if it is of the few that are answered even while a script keeps that
     * busy.
     *
     * @param call set up with the connection alone
     * @param sequence of the keyspace when that script began
     * @return false when it isn't one of those: nothing is done
     */
    default boolean runWhileBusy(CommandCall call, long sequence, ReplyWriter reply) {
        return false;
    }

    /** What it waits for since it ran last, having done nothing; null when it is done. */
    default KeyWait keyWait() {
        return null;
    }

    /** Whether it may hold the keyspace for long: it runs on threads made for that. */
    boolean mayTakeLong();
}

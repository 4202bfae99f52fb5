package io.gridscript.command;

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

    /** Answers with an error instead of running. */
    void refuse(ErrorReply error, ReplyWriter reply);

    /** Whether it may hold the keyspace for long: it runs on threads made for that. */
    boolean mayTakeLong();
}

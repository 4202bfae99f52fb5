package io.gridscript.command;

import io.gridscript.reply.ReplyWriter;

/** The code of a command that answers at once, or waits until one of its keys has a value. */
@FunctionalInterface
public interface BlockingBody {

    /**
     * Runs the command. One that waits runs again, from the beginning, when a key is ready.
     *
     * @return null when it is answered; otherwise what it waits for, and nothing has happened
     * @throws io.gridscript.reply.ErrorReply to end with that error, before anything is written
     */
    KeyWait run(CommandCall call, ReplyWriter reply);

    /** The same where nobody can wait, as in scripts and in EXEC. */
    default CommandBody withoutWaiting() {
        return (call, reply) -> {
            KeyWait wait = run(call, reply);
            if (wait != null) {
                wait.insteadOfWaiting().writeTo(reply);
            }
        };
    }
}

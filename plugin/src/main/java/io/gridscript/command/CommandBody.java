package io.gridscript.command;

import io.gridscript.reply.ReplyWriter;

/** The code of a command that answers at once. */
@FunctionalInterface
public interface CommandBody {

    /**
     * Runs the command.
     *
     * @throws io.gridscript.reply.ErrorReply to end with that error, before anything is written
     */
    void run(CommandCall call, ReplyWriter reply);
}

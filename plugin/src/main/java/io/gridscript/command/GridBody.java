package io.gridscript.command;

import io.gridscript.reply.Reply;
import java.util.concurrent.CompletionStage;

/** The code of a command that other members take part in: it answers later. */
@FunctionalInterface
public interface GridBody {

    /**
     * Starts the command.
     *
     * @return completes with the reply, or exceptionally with an {@link
     *     io.gridscript.reply.ErrorReply}
     * @throws io.gridscript.reply.ErrorReply when it is refused at once
     */
    CompletionStage<Reply> start(CommandCall call);
}

package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.concurrent.CompletionStage;

/** One admitted command, or a script by EVAL and its kin. */
public record CommandUnit(CommandRunner runner, Command command, byte[][] request) implements Unit {

    @Override
    public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
        runner.run(call.with(command, request), reply);
        return null;
    }

    @Override
    public void refuse(ErrorReply error, ReplyWriter reply) {
        runner.refuse(command, error, reply);
    }

    @Override
    public boolean mayTakeLong() {
        return command.place() == Command.Place.SCRIPT;
    }
}

package io.gridscript.command;

import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import java.util.concurrent.CompletionStage;

/** One admitted command that is no script. */
public record CommandUnit(CommandRunner runner, Command command, byte[][] request) implements Unit {

    @Override
    public CompletionStage<?> run(CommandCall call, ReplyWriter reply) {
        if (call.makeRoom() && command.spec().is(CommandFlag.DENYOOM)) {
            refuse(MemoryLimit.OUT_OF_MEMORY, reply);
        } else {
            runner.run(call.with(command, request), reply);
        }
        return null;
    }

    @Override
    public ErrorReply refusal(DataLimits limits, Keyspace keyspace) {
        return limits.refusal(command, request, keyspace);
    }

    @Override
    public void refuse(ErrorReply error, ReplyWriter reply) {
        runner.refuse(command, error, reply);
    }

    @Override
    public boolean runWhileBusy(CommandCall call, long sequence, ReplyWriter reply) {
        if (!command.spec().is(CommandFlag.ALLOW_BUSY)) {
            return false;
        }
        runner.run(call.asOf(sequence).with(command, request), reply);
        return true;
    }

    @Override
    public boolean mayTakeLong() {
        return command.place() == Command.Place.LONG;
    }
}

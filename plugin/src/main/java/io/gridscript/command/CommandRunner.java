package io.gridscript.command;

import io.gridscript.observe.ErrorStatistics;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs the code of commands that were admitted, and counts: the one place where calls are timed,
 * errors are counted and faults of this program are caught. Safe for all threads.
 */
public final class CommandRunner {

    private static final System.Logger LOGGER = System.getLogger(CommandRunner.class.getName());

    private final ErrorStatistics errors;

    public CommandRunner(ErrorStatistics errors) {
        this.errors = errors;
    }

    /** Runs the command of a call and writes its reply, an error too. */
    public void run(CommandCall call, ReplyWriter reply) {
        Command command = call.command();
        long start = System.nanoTime();
        try {
            command.body().run(call, reply);
        } catch (ErrorReply error) {
            failed(command, error, reply);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            failed(command, fault(command, fault), reply);
        }
        command.statistics().called(System.nanoTime() - start);
    }

    /**
     * Runs the command of a call for a script: its errors are the script's to handle, and aren't
     * counted as replies.
     *
     * @throws ErrorReply when the command ends with an error
     */
    public void runForScript(CommandCall call, ReplyWriter reply) {
        Command command = call.command();
        long start = System.nanoTime();
        try {
            command.body().run(call, reply);
        } catch (ErrorReply error) {
            command.statistics().failed();
            throw error;
        } finally {
            command.statistics().called(System.nanoTime() - start);
        }
    }

    /**
     * Starts a command of the place GRID.
     *
     * @return completes with its reply, an error too; never exceptionally
     */
    public CompletionStage<Reply> start(CommandCall call) {
        Command command = call.command();
        long start = System.nanoTime();
        CompletionStage<Reply> stage;
        try {
            stage = command.gridBody().start(call);
        } catch (ErrorReply error) {
            stage = CompletableFuture.failedStage(error);
        }
        return stage.handle(
                (answer, failure) -> {
                    command.statistics().called(System.nanoTime() - start);
                    return failure == null ? answer : writer -> failed(command, failure, writer);
                });
    }

    /** Refuses a request before its command runs. */
    public void refuse(Command command, ErrorReply error, ReplyWriter reply) {
        if (command != null) {
            command.statistics().rejected();
        }
        errors.count(error);
        reply.error(error);
    }

    private void failed(Command command, Throwable failure, ReplyWriter reply) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ErrorReply error = cause instanceof ErrorReply known ? known : fault(command, cause);
        command.statistics().failed();
        errors.count(error);
        reply.error(error);
    }

    private static ErrorReply fault(Command command, Throwable fault) {
        LOGGER.log(System.Logger.Level.ERROR, "Fault in command " + command, fault);
        return ErrorReply.err("internal error in '" + command + "': see the member's log");
    }
}

package io.gridscript.command;

import io.gridscript.observe.ErrorStatistics;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.reply.RespWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Runs the code of commands that were admitted, and counts: the one place where calls are timed,
 * errors are counted and faults of this program are caught. Safe for all threads.
 */
public final class CommandRunner implements ScriptCounts {

    private static final System.Logger LOGGER = System.getLogger(CommandRunner.class.getName());

    private final ErrorStatistics errors;

    public CommandRunner(ErrorStatistics errors) {
        this.errors = errors;
    }

    /** Runs the command of a call and writes its reply, an error too. */
    public void run(CommandCall call, ReplyWriter reply) {
        run(call, false, reply);
    }

    /**
     * Runs a command that may have to wait for keys. One that does is not counted yet.
     *
     * @return what it waits for, and nothing has happened; null when it is answered
     */
    KeyWait runOrWait(CommandCall call, ReplyWriter reply) {
        return run(call, true, reply);
    }

    private KeyWait run(CommandCall call, boolean mayWait, ReplyWriter reply) {
        Command command = call.command();
        int replyStart = position(reply);
        long start = System.nanoTime();
        try {
            if (mayWait) {
                KeyWait wait = command.blockingBody().run(call, reply);
                if (wait != null) {
                    return wait;
                }
            } else {
                command.body().run(call, reply);
            }
        } catch (ErrorReply error) {
            failed(command, error, reply);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            cutBack(reply, replyStart);
            failed(command, fault(command, fault), reply);
        }
        command.statistics().called(System.nanoTime() - start);
        return null;
    }

    private static int position(ReplyWriter reply) {
        return reply instanceof RespWriter bytes ? bytes.target().writerIndex() : 0;
    }

    /** A fault may come in the middle of a reply, unlike an error. */
    private static void cutBack(ReplyWriter reply, int start) {
        if (reply instanceof RespWriter bytes) {
            bytes.target().writerIndex(start);
        }
    }

    /**
     * Runs the command of a call for a script. Its errors are counted like any, though the script
     * may handle them.
     *
     * @param counts where to count, this runner or a tally
     * @throws ErrorReply when the command ends with an error
     */
    public static void runForScript(CommandCall call, ScriptCounts counts, ReplyWriter reply) {
        Command command = call.command();
        long start = System.nanoTime();
        try {
            command.body().run(call, reply);
        } catch (ErrorReply error) {
            counts.failed(command, error);
            throw error;
        } finally {
            counts.called(command, System.nanoTime() - start);
        }
    }

    @Override
    public void called(Command command, long nanos) {
        command.statistics().called(nanos);
    }

    @Override
    public void failed(Command command, ErrorReply error) {
        command.statistics().failed();
        errors.count(error);
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

    /** Refuses a request before its command runs; the command is null where there is none. */
    public void refuse(Command command, ErrorReply error, ReplyWriter reply) {
        refused(command, error);
        reply.error(error);
    }

    /** Lets a command end with an error that is known before its code runs. */
    public void fail(Command command, ErrorReply error, ReplyWriter reply) {
        command.statistics().called(0);
        failed(command, error, reply);
    }

    /** Counts a command that was refused, without a reply. */
    @Override
    public void refused(Command command, ErrorReply error) {
        if (command != null) {
            command.statistics().rejected();
        }
        errors.count(error);
    }

    private void failed(Command command, Throwable failure, ReplyWriter reply) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        ErrorReply error = cause instanceof ErrorReply known ? known : fault(command, cause);
        failed(command, error);
        reply.error(error);
    }

    private static ErrorReply fault(Command command, Throwable fault) {
        LOGGER.log(System.Logger.Level.ERROR, "Fault in command " + command, fault);
        return ErrorReply.err("internal error in '" + command + "': see the member's log");
    }
}

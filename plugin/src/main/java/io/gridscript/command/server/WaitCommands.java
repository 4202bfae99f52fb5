package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.IntegerArgument;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.TimeoutArgument;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * WAIT and WAITAOF. Every reply here has waited for the backups already, so what is left to wait
 * for is that there are enough of them. There is no file of commands.
 */
public final class WaitCommands {

    /** Runs something some milliseconds later. */
    @FunctionalInterface
    public interface Delay {
        void after(Runnable action, long milliseconds);
    }

    private static final long LOOK_AGAIN_MILLIS = 50;

    private static final ErrorReply NO_FILE =
            ErrorReply.err(
                    "WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
    private static final ErrorReply NEGATIVE =
            ErrorReply.err("value is out of range, must be positive");

    private final ReplicaLimit replicas;
    private final Delay delay;

    public WaitCommands(ReplicaLimit replicas, Delay delay) {
        this.replicas = replicas;
        this.delay = delay;
    }

    public void register(CommandTable table) {
        table.onGrid(
                spec("wait", 3)
                        .since("3.0.0")
                        .summary("Waits until enough backups have all changes.")
                        .arguments(Argument.integer("numreplicas"), Argument.integer("timeout")),
                this::start,
                this::tell);
        table.onGrid(
                spec("waitaof", 4)
                        .since("7.2.0")
                        .summary("Would wait for files of commands, of which there are none.")
                        .arguments(
                                Argument.integer("numlocal"),
                                Argument.integer("numreplicas"),
                                Argument.integer("timeout")),
                this::startForFiles,
                this::tellOfFiles);
    }

    private static CommandSpec.Builder spec(String name, int arity) {
        return command(name, arity)
                .group(CommandGroup.GENERIC)
                .complexity("O(1)")
                .flags(CommandFlag.BLOCKING)
                .categories(AclCategory.CONNECTION)
                .tips("request_policy:all_shards", "response_policy:agg_min");
    }

    private CompletionStage<Reply> start(CommandCall call) {
        long wanted = RedisNumbers.parseLong(call.argument(1));
        long end = TimeoutArgument.end(call.argument(2));
        return call.isInTransaction()
                ? CompletableFuture.completedFuture(this::tellNow)
                : new Waiting(call.connection(), wanted, end, replicas::inStep, this::tellNow)
                        .start();
    }

    /** In a script nothing waits. */
    private void tell(CommandCall call, ReplyWriter reply) {
        RedisNumbers.parseLong(call.argument(1));
        TimeoutArgument.end(call.argument(2));
        tellNow(reply);
    }

    private void tellNow(ReplyWriter reply) {
        reply.integer(replicas.inStep());
    }

    private CompletionStage<Reply> startForFiles(CommandCall call) {
        long wanted = filesWanted(call);
        long end = TimeoutArgument.end(call.argument(3));
        return call.isInTransaction() || wanted == 0
                ? CompletableFuture.completedFuture(WaitCommands::noFiles)
                : new Waiting(call.connection(), wanted, end, () -> 0, WaitCommands::noFiles)
                        .start();
    }

    private void tellOfFiles(CommandCall call, ReplyWriter reply) {
        filesWanted(call);
        TimeoutArgument.end(call.argument(3));
        noFiles(reply);
    }

    /** On replicas; a local one is refused. */
    private static long filesWanted(CommandCall call) {
        long local = IntegerArgument.between(call.argument(1), 0, 1);
        long wanted = RedisNumbers.parseLong(call.argument(2));
        if (wanted < 0) {
            throw NEGATIVE;
        }
        if (local > 0) {
            throw NO_FILE;
        }
        return wanted;
    }

    private static void noFiles(ReplyWriter reply) {
        reply.array(2);
        reply.integer(0);
        reply.integer(0);
    }

    /** A connection that waits until there are enough, or its time is over; 0: it never is. */
    private final class Waiting {

        private final Connection connection;
        private final long wanted;
        private final long end;
        private final IntSupplier present;
        private final Reply told;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();

        Waiting(Connection connection, long wanted, long end, IntSupplier present, Reply told) {
            this.connection = connection;
            this.wanted = wanted;
            this.end = end;
            this.present = present;
            this.told = told;
        }

        CompletionStage<Reply> start() {
            look();
            return reply;
        }

        private void look() {
            long left = end == 0 ? Long.MAX_VALUE : end - System.currentTimeMillis();
            if (present.getAsInt() >= wanted || left <= 0 || !connection.isOpen()) {
                reply.complete(told);
            } else {
                delay.after(this::look, Math.min(left, LOOK_AGAIN_MILLIS));
            }
        }
    }
}

package io.gridscript.command.script;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.keyspace.dump.LibraryDump;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.script.FlushMode;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.Libraries;
import io.gridscript.script.Library;
import io.gridscript.script.LibraryLoader;
import io.gridscript.script.SharedLibraries;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * FUNCTION LOAD, DELETE, FLUSH and RESTORE: each is one step, which holds on every member when it
 * is answered, or on none. Whoever comes second begins anew.
 */
final class LibraryChanges {

    private static final ErrorReply NO_CODE = ErrorReply.err("Function code is missing");
    private static final ErrorReply FLUSH_OPTION =
            ErrorReply.err("FUNCTION FLUSH only supports SYNC|ASYNC option");
    private static final ErrorReply POLICY =
            ErrorReply.err(
                    "Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
    private static final ErrorReply NOT_INTACT =
            ErrorReply.err("DUMP payload version or checksum are wrong");
    private static final ErrorReply TOO_MANY_CHANGES =
            ErrorReply.err("others keep changing libraries: try again");

    private static final int TRIES = 500;

    /** Until what somebody else has changed is here, too. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, Runnable::run);

    /** What FUNCTION RESTORE does with the libraries that there are. */
    private enum Policy {
        APPEND,
        REPLACE,
        FLUSH
    }

    private final FunctionLibraries libraries;
    private final Executor executor;
    private final BooleanSupplier flushLazily;

    /**
     * @param executor where libraries are compiled and their top levels run
     * @param flushLazily the directive lazyfree-lazy-user-flush
     */
    LibraryChanges(FunctionLibraries libraries, Executor executor, BooleanSupplier flushLazily) {
        this.libraries = libraries;
        this.executor = executor;
        this.flushLazily = flushLazily;
    }

    CompletionStage<Reply> load(CommandCall call) {
        boolean replaces = replaces(call);
        byte[] code = call.argument(call.count() - 1);
        return CompletableFuture.supplyAsync(
                        () -> LibraryLoader.load(code, libraries.present(), replaces), executor)
                .thenCompose(
                        library ->
                                change(
                                        present -> present.with(library, replaces),
                                        reply -> reply.bulk(library.name())));
    }

    private static boolean replaces(CommandCall call) {
        int last = call.count() - 1;
        for (int i = 2; i < last; i++) {
            if (!Ascii.is(call.argument(i), "replace")) {
                throw ErrorReply.err("Unknown option given: " + Ascii.untilZero(call.argument(i)));
            }
        }
        if (last < 2) {
            throw NO_CODE;
        }
        return last > 2;
    }

    CompletionStage<Reply> delete(CommandCall call) {
        String name = Ascii.string(call.argument(2));
        return change(present -> present.without(name), Reply.OK);
    }

    /**
     * In both modes memory is free when nobody runs a function any more; only what INFO tells of
     * that differs.
     */
    CompletionStage<Reply> flush(CommandCall call) {
        if (call.count() > 3) {
            throw CommandTable.subcommandSyntax(call.arguments());
        }
        FlushMode mode = FlushModes.of(call, flushLazily, FLUSH_OPTION);
        Libraries before = libraries.present();
        return change(Libraries::flushed, Reply.OK)
                .thenApply(
                        reply -> {
                            if (mode == FlushMode.ASYNC) {
                                libraries.shared().freeLazily(before);
                            }
                            return reply;
                        });
    }

    CompletionStage<Reply> restore(CommandCall call) {
        if (call.count() > 4) {
            throw CommandTable.subcommandSyntax(call.arguments());
        }
        Policy policy = call.count() == 4 ? policy(call.argument(3)) : Policy.APPEND;
        byte[] payload = call.argument(2);
        return CompletableFuture.supplyAsync(() -> restored(payload), executor)
                .thenCompose(
                        restored -> change(present -> joined(present, restored, policy), Reply.OK));
    }

    private static Policy policy(byte[] word) {
        for (Policy each : Policy.values()) {
            if (Ascii.is(word, Ascii.lowerCase(Ascii.bytes(each.name())))) {
                return each;
            }
        }
        throw POLICY;
    }

    private static Libraries restored(byte[] payload) {
        if (!Dump.isIntact(payload)) {
            throw NOT_INTACT;
        }
        List<byte[]> texts = LibraryDump.read(payload);
        Libraries restored = Libraries.NONE;
        for (byte[] text : texts) {
            Library library = LibraryLoader.load(text, restored, false);
            restored = restored.with(library, false);
        }
        return restored;
    }

    private static Libraries joined(Libraries present, Libraries restored, Policy policy) {
        return switch (policy) {
            case APPEND -> present.with(restored, false);
            case REPLACE -> present.with(restored, true);
            case FLUSH -> present.replacedBy(restored);
        };
    }

    private CompletionStage<Reply> change(UnaryOperator<Libraries> changing, Reply reply) {
        return change(changing, reply, TRIES);
    }

    private CompletionStage<Reply> change(
            UnaryOperator<Libraries> changing, Reply reply, int tries) {
        Libraries present = libraries.present();
        Libraries changed = changing.apply(present);
        return libraries
                .distribution()
                .toAll(SharedLibraries.change(changed), SharedLibraries.expected(present))
                .thenCompose(
                        isDone ->
                                isDone
                                        ? CompletableFuture.completedFuture(reply)
                                        : again(changing, reply, tries - 1));
    }

    private CompletionStage<Reply> again(
            UnaryOperator<Libraries> changing, Reply reply, int tries) {
        if (tries == 0) {
            return CompletableFuture.failedFuture(TOO_MANY_CHANGES);
        }
        return CompletableFuture.runAsync(() -> {}, SOON)
                .thenCompose(nothing -> change(changing, reply, tries));
    }
}

package io.gridscript.command.transaction;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/**
 * MULTI, DISCARD, WATCH, UNWATCH, and the spec of EXEC, which a session turns into a {@link
 * TransactionUnit}.
 */
public final class TransactionCommands {

    private static final ErrorReply NESTED = ErrorReply.err("MULTI calls can not be nested");
    private static final ErrorReply DISCARD_ALONE = ErrorReply.err("DISCARD without MULTI");
    private static final ErrorReply WATCH_INSIDE =
            ErrorReply.err("WATCH inside MULTI is not allowed");

    /** EXEC outside MULTI. */
    public static final ErrorReply EXEC_ALONE = ErrorReply.err("EXEC without MULTI");

    /** EXEC after a command that could not be queued. */
    public static final ErrorReply EXEC_ABORTED =
            ErrorReply.of("EXECABORT Transaction discarded because of previous errors.");

    public void register(CommandTable table) {
        table.onSession(
                transaction("multi", 1, "1.2.0", "O(1)").summary("Begins a transaction."),
                TransactionCommands::multi);
        table.onSession(
                transaction("exec", 1, "1.2.0", "Depends on commands in the transaction")
                        .flags(CommandFlag.SKIP_SLOWLOG)
                        .summary("Runs all commands of a transaction."),
                (call, reply) -> {
                    throw EXEC_ALONE;
                });
        table.onSession(
                transaction("discard", 1, "2.0.0", "O(N), when N is the number of queued commands")
                        .summary("Gives a transaction up."),
                TransactionCommands::discard);
        table.onKeyspace(
                transaction("watch", -2, "2.2.0", "O(1) for every key.")
                        .keys(KeySpec.range(1, -1, 1, KeyFlag.RO))
                        .summary("Watches keys: EXEC runs only if they are unchanged.")
                        .arguments(Argument.key("key").repeated()),
                TransactionCommands::watch);
        table.onSession(
                transaction("unwatch", 1, "2.2.0", "O(1)").summary("Forgets all watched keys."),
                TransactionCommands::unwatch);
    }

    private static CommandSpec.Builder transaction(
            String name, int arity, String since, String complexity) {
        return command(name, arity)
                .group(CommandGroup.TRANSACTIONS)
                .since(since)
                .complexity(complexity)
                .flags(CommandFlag.NOSCRIPT, CommandFlag.LOADING, CommandFlag.STALE)
                .flags(name.equals("exec") ? new CommandFlag[0] : FAST_AND_WHILE_BUSY)
                .categories(AclCategory.TRANSACTION);
    }

    private static final CommandFlag[] FAST_AND_WHILE_BUSY = {
        CommandFlag.FAST, CommandFlag.ALLOW_BUSY
    };

    private static void multi(CommandCall call, ReplyWriter reply) {
        Transaction transaction = call.connection().transaction();
        if (transaction.isOpen()) {
            throw NESTED;
        }
        transaction.open();
        reply.ok();
    }

    private static void discard(CommandCall call, ReplyWriter reply) {
        Transaction transaction = call.connection().transaction();
        if (!transaction.isOpen()) {
            throw DISCARD_ALONE;
        }
        transaction.clear();
        reply.ok();
    }

    private static void watch(CommandCall call, ReplyWriter reply) {
        Transaction transaction = call.connection().transaction();
        if (transaction.isOpen()) {
            throw WATCH_INSIDE;
        }
        int database = call.client().database();
        for (int i = 1; i < call.count(); i++) {
            byte[] key = call.argument(i);
            transaction.watch(
                    call.keyspace() == null
                            ? new Transaction.Unseen(database, key, call.sequence())
                            : new Transaction.Seen(
                                    database, key, call.database().versions().of(key)));
        }
        reply.ok();
    }

    private static void unwatch(CommandCall call, ReplyWriter reply) {
        call.connection().transaction().unwatch();
        reply.ok();
    }
}

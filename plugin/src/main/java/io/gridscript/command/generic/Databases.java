package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** What works on two databases: MOVE and SWAPDB. */
final class Databases {

    private static final ErrorReply NO_MOVE_IN_CLUSTER =
            ErrorReply.err("MOVE is not allowed in cluster mode");
    private static final ErrorReply NO_SWAP_IN_CLUSTER =
            ErrorReply.err("SWAPDB is not allowed in cluster mode");
    private static final ErrorReply FIRST_INVALID = ErrorReply.err("invalid first DB index");
    private static final ErrorReply SECOND_INVALID = ErrorReply.err("invalid second DB index");

    private final boolean clusterEnabled;

    Databases(boolean clusterEnabled) {
        this.clusterEnabled = clusterEnabled;
    }

    void register(CommandTable table) {
        table.onKeyspace(move(), this::move);
        table.onKeyspace(swapdb(), this::swap);
    }

    private void move(CommandCall call, ReplyWriter reply) {
        if (clusterEnabled) {
            throw NO_MOVE_IN_CLUSTER;
        }
        Database from = call.database();
        Database to = IntegerArgument.database(call.keyspace(), call.argument(2));
        if (from == to) {
            throw ErrorReply.SAME_OBJECT;
        }
        Entry entry = from.findForWrite(call.argument(1));
        if (entry == null || to.findForWrite(call.argument(1)) != null) {
            reply.integer(0);
            return;
        }
        from.move(entry, to, entry.key());
        from.notifyOf(KeyEvent.MOVE_FROM, entry.key());
        to.notifyOf(KeyEvent.MOVE_TO, entry.key());
        reply.integer(1);
    }

    private void swap(CommandCall call, ReplyWriter reply) {
        if (clusterEnabled) {
            throw NO_SWAP_IN_CLUSTER;
        }
        int first = IntegerArgument.int32(call.argument(1), FIRST_INVALID);
        int second = IntegerArgument.int32(call.argument(2), SECOND_INVALID);
        IntegerArgument.database(call.keyspace(), first);
        IntegerArgument.database(call.keyspace(), second);
        call.keyspace().swap(first, second);
        reply.ok();
        if (call.isPropagated()) {
            // Also a database with itself, as Redis does.
            call.propagate(call.arguments());
        }
    }

    private static CommandSpec.Builder move() {
        return GenericSpecs.ofKey("move", 3, RW, ACCESS, UPDATE)
                .since("1.0.0")
                .complexity("O(1)")
                .summary("Moves a key to another database unless that has a key of this name.")
                .flags(WRITE, FAST)
                .arguments(GenericSpecs.KEY, Argument.integer("db"));
    }

    private static CommandSpec.Builder swapdb() {
        return GenericSpecs.of("swapdb", 3)
                .group(CommandGroup.SERVER)
                .since("4.0.0")
                .complexity("O(N) for N clients that watch or wait for keys of the two")
                .summary("Exchanges the contents of two databases.")
                .flags(WRITE, FAST)
                .categories(AclCategory.DANGEROUS)
                .arguments(Argument.integer("index1"), Argument.integer("index2"));
    }
}

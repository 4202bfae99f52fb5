package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;

/** RENAME and RENAMENX. The key keeps value and deadline, and loses its old name. */
final class Renaming {

    private Renaming() {}

    static void register(CommandTable table) {
        table.onKeyspace(rename(), Renaming::rename);
        table.onKeyspace(renamenx(), Renaming::renameIfFree);
    }

    private static void rename(CommandCall call, ReplyWriter reply) {
        Entry entry = source(call);
        if (!isSameName(call)) {
            move(call, entry);
        }
        reply.ok();
    }

    private static void renameIfFree(CommandCall call, ReplyWriter reply) {
        Entry entry = source(call);
        if (isSameName(call) || call.database().findForWrite(call.argument(2)) != null) {
            reply.integer(0);
            return;
        }
        move(call, entry);
        reply.integer(1);
    }

    private static void move(CommandCall call, Entry entry) {
        Database database = call.database();
        database.move(entry, database, call.argument(2));
        call.notifyOf(KeyEvent.RENAME_FROM, call.argument(1));
        call.notifyOf(KeyEvent.RENAME_TO, call.argument(2));
    }

    private static Entry source(CommandCall call) {
        Entry entry = call.database().findForWrite(call.argument(1));
        if (entry == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        return entry;
    }

    private static boolean isSameName(CommandCall call) {
        return Arrays.equals(call.argument(1), call.argument(2));
    }

    private static CommandSpec.Builder rename() {
        return renaming("rename", UPDATE)
                .summary("Gives a key another name, in place of a key that had it.")
                .flags(WRITE);
    }

    private static CommandSpec.Builder renamenx() {
        return renaming("renamenx", INSERT)
                .summary("Gives a key another name unless some key has it.")
                .flags(WRITE, FAST)
                .changed("3.2.0", "Replies 0 instead of an error when both names are the same.");
    }

    private static CommandSpec.Builder renaming(String name, KeyFlag onNewKey) {
        return GenericSpecs.ofKey(name, 3, RW, ACCESS, DELETE)
                .keys(KeySpec.key(2, OW, onNewKey))
                .since("1.0.0")
                .complexity("O(1)")
                .arguments(GenericSpecs.KEY, Argument.key("newkey").keySpec(1));
    }
}

package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** SADD and SREM. */
final class SetWriting {

    private SetWriting() {}

    static void register(CommandTable table) {
        table.onKeyspace(sadd(), SetWriting::add);
        table.onKeyspace(srem(), SetWriting::remove);
    }

    private static void add(CommandCall call, ReplyWriter reply) {
        byte[][] arguments = call.arguments();
        Database database = call.database();
        SetValue set = database.findForWrite(arguments[1], SetValue.class);
        if (set != null) {
            int more = addAll(set, arguments);
            if (more > 0) {
                call.notifyOf(KeyEvent.SADD, arguments[1]);
            }
            reply.integer(more);
            return;
        }
        SetValue created =
                SetValue.expecting(
                        arguments[2], arguments.length - 2, call.keyspace().encodingLimits());
        int added = addAll(created, arguments);
        database.put(arguments[1], created);
        call.notifyOf(KeyEvent.SADD, arguments[1]);
        reply.integer(added);
    }

    private static int addAll(SetValue set, byte[][] arguments) {
        int added = 0;
        for (int i = 2; i < arguments.length; i++) {
            if (set.add(arguments[i], arguments.length - 2)) {
                added++;
            }
        }
        return added;
    }

    /** A set without members is no key. */
    private static void remove(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        SetValue set = database.findForWrite(call.argument(1), SetValue.class);
        if (set == null) {
            reply.integer(0);
            return;
        }
        int removed = 0;
        for (int i = 2; i < call.count() && !set.isEmpty(); i++) {
            if (set.remove(call.argument(i))) {
                removed++;
            }
        }
        if (removed > 0) {
            call.notifyOf(KeyEvent.SREM, call.argument(1));
        }
        if (set.isEmpty()) {
            database.delete(call.argument(1));
        }
        reply.integer(removed);
    }

    private static CommandSpec.Builder sadd() {
        return SetSpecs.ofOne("sadd", -3, RW, INSERT)
                .complexity("O(N) for N members")
                .summary("Adds members to a set and counts those that are new.")
                .flags(WRITE, DENYOOM, FAST)
                .changed("2.4.0", "Takes several members.")
                .arguments(SetSpecs.KEY, SetSpecs.MEMBER.repeated());
    }

    private static CommandSpec.Builder srem() {
        return SetSpecs.ofOne("srem", -3, RW, DELETE)
                .complexity("O(N) for N members")
                .summary("Removes members from a set, and the set with its last member.")
                .flags(WRITE, FAST)
                .changed("2.4.0", "Takes several members.")
                .arguments(SetSpecs.KEY, SetSpecs.MEMBER.repeated());
    }
}

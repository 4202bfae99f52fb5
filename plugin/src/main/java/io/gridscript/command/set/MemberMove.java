package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** SMOVE. */
final class MemberMove {

    private MemberMove() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), MemberMove::move);
    }

    /** Without a source nobody asks what the destination is, as in Redis. */
    private static void move(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        Entry source = database.findForWrite(call.argument(1));
        Entry destination = database.findForWrite(call.argument(2));
        if (source == null) {
            reply.integer(0);
            return;
        }
        SetValue from = Database.cast(source, SetValue.class);
        SetValue to = destination == null ? null : Database.cast(destination, SetValue.class);
        byte[] member = call.argument(3);
        if (from == to) {
            reply.integer(from.contains(member) ? 1 : 0);
            return;
        }
        if (!from.remove(member)) {
            reply.integer(0);
            return;
        }
        call.notifyOf(KeyEvent.SREM, call.argument(1));
        if (from.isEmpty()) {
            database.delete(source);
        }
        add(call, to, member);
        reply.integer(1);
    }

    private static void add(CommandCall call, SetValue set, byte[] member) {
        if (set != null) {
            if (set.add(member)) {
                call.notifyOf(KeyEvent.SADD, call.argument(2));
            }
            return;
        }
        SetValue created = SetValue.expecting(member, 1, call.keyspace().encodingLimits());
        created.add(member);
        call.database().put(call.argument(2), created);
        call.notifyOf(KeyEvent.SADD, call.argument(2));
    }

    private static CommandSpec.Builder spec() {
        return SetSpecs.of(
                        "smove", 4, KeySpec.key(1, RW, ACCESS, DELETE), KeySpec.key(2, RW, INSERT))
                .complexity("O(1)")
                .summary("Moves a member from one set to another.")
                .flags(WRITE, FAST)
                .arguments(
                        Argument.key("source"),
                        Argument.key("destination").keySpec(1),
                        SetSpecs.MEMBER);
    }
}

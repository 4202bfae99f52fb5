package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** LMOVE and RPOPLPUSH. */
final class ListMoving {

    static final Argument SOURCE = Argument.key("source");
    static final Argument DESTINATION = Argument.key("destination").keySpec(1);

    private ListMoving() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                lmove(),
                (call, reply) -> {
                    ListEnd from = EndArgument.of(call.argument(3));
                    ListEnd to = EndArgument.of(call.argument(4));
                    moveOrNil(call, from, to, reply);
                });
        table.onKeyspace(
                rpoplpush(), (call, reply) -> moveOrNil(call, ListEnd.TAIL, ListEnd.HEAD, reply));
    }

    private static void moveOrNil(CommandCall call, ListEnd from, ListEnd to, ReplyWriter reply) {
        if (!move(call, from, to, reply)) {
            reply.nil();
        }
    }

    /** The two lists may be the same. False, and no reply, when there is no source. */
    static boolean move(CommandCall call, ListEnd from, ListEnd to, ReplyWriter reply) {
        Database database = call.database();
        ListValue source = database.findForWrite(call.argument(1), ListValue.class);
        if (source == null) {
            return false;
        }
        ListValue destination = database.findForWrite(call.argument(2), ListValue.class);
        byte[] element = source.pop(from);
        if (destination == null) {
            destination = new ListValue();
            destination.push(to, element);
            database.put(call.argument(2), destination);
        } else {
            destination.push(to, element);
        }
        call.notifyOf(ListPushing.event(to), call.argument(2));
        ListPopping.taken(database, call.argument(1), source, from);
        reply.bulk(element);
        return true;
    }

    private static CommandSpec.Builder lmove() {
        return moving("lmove", 5)
                .since("6.2.0")
                .summary("Moves an element from an end of one list to an end of another.")
                .arguments(
                        SOURCE, DESTINATION, ListSpecs.end("wherefrom"), ListSpecs.end("whereto"));
    }

    private static CommandSpec.Builder rpoplpush() {
        return moving("rpoplpush", 3)
                .since("1.2.0")
                .summary("Moves an element from the tail of one list to the head of another.")
                .deprecated("6.2.0", "`LMOVE` from `RIGHT` to `LEFT`")
                .arguments(SOURCE, DESTINATION);
    }

    static CommandSpec.Builder moving(String name, int arity) {
        return ListSpecs.of(
                        name, arity, KeySpec.key(1, RW, ACCESS, DELETE), KeySpec.key(2, RW, INSERT))
                .complexity("O(1)")
                .flags(WRITE, DENYOOM);
    }
}

package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** LPUSH, RPUSH, LPUSHX and RPUSHX. */
final class ListPushing {

    private ListPushing() {}

    static void register(CommandTable table) {
        table.onKeyspace(lpush(), (call, reply) -> push(call, ListEnd.HEAD, reply));
        table.onKeyspace(rpush(), (call, reply) -> push(call, ListEnd.TAIL, reply));
        table.onKeyspace(lpushx(), (call, reply) -> pushIfPresent(call, ListEnd.HEAD, reply));
        table.onKeyspace(rpushx(), (call, reply) -> pushIfPresent(call, ListEnd.TAIL, reply));
    }

    private static void push(CommandCall call, ListEnd end, ReplyWriter reply) {
        Database database = call.database();
        ListValue list = database.findForWrite(call.argument(1), ListValue.class);
        if (list == null) {
            list = new ListValue();
            list.push(end, call.arguments(), 2);
            database.put(call.argument(1), list);
        } else {
            list.push(end, call.arguments(), 2);
        }
        call.notifyOf(event(end), call.argument(1));
        reply.integer(list.size());
    }

    private static void pushIfPresent(CommandCall call, ListEnd end, ReplyWriter reply) {
        ListValue list = call.database().findForWrite(call.argument(1), ListValue.class);
        if (list != null) {
            list.push(end, call.arguments(), 2);
            call.notifyOf(event(end), call.argument(1));
        }
        reply.integer(list == null ? 0 : list.size());
    }

    /** What is told of a push at an end. */
    static KeyEvent event(ListEnd end) {
        return end == ListEnd.HEAD ? KeyEvent.LPUSH : KeyEvent.RPUSH;
    }

    private static CommandSpec.Builder lpush() {
        return pushing("lpush")
                .summary("Adds elements at the head of a list, which is made if need be.")
                .changed("2.4.0", "Takes several elements.");
    }

    private static CommandSpec.Builder rpush() {
        return pushing("rpush")
                .summary("Adds elements at the tail of a list, which is made if need be.")
                .changed("2.4.0", "Takes several elements.");
    }

    private static CommandSpec.Builder lpushx() {
        return pushing("lpushx")
                .since("2.2.0")
                .summary("Adds elements at the head of a list if there is one.")
                .changed("4.0.0", "Takes several elements.");
    }

    private static CommandSpec.Builder rpushx() {
        return pushing("rpushx")
                .since("2.2.0")
                .summary("Adds elements at the tail of a list if there is one.")
                .changed("4.0.0", "Takes several elements.");
    }

    private static CommandSpec.Builder pushing(String name) {
        return ListSpecs.of(name, -3, RW, INSERT)
                .complexity("O(N) for N elements in the request")
                .flags(WRITE, DENYOOM, FAST)
                .arguments(ListSpecs.KEY, ListSpecs.ELEMENT.repeated());
    }
}

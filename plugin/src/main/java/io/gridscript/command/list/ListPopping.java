package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** LPOP and RPOP. */
final class ListPopping {

    private static final ErrorReply NEGATIVE =
            ErrorReply.err("value is out of range, must be positive");

    private ListPopping() {}

    static void register(CommandTable table) {
        table.onKeyspace(lpop(), (call, reply) -> pop(call, ListEnd.HEAD, reply));
        table.onKeyspace(rpop(), (call, reply) -> pop(call, ListEnd.TAIL, reply));
    }

    private static void pop(CommandCall call, ListEnd end, ReplyWriter reply) {
        if (call.count() > 3) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
        if (call.count() == 3) {
            popMany(call, end, reply);
            return;
        }
        ListValue list = call.database().findForWrite(call.argument(1), ListValue.class);
        if (list == null) {
            reply.nil();
            return;
        }
        reply.bulk(take(call.database(), call.argument(1), list, end, 1)[0]);
    }

    private static void popMany(CommandCall call, ListEnd end, ReplyWriter reply) {
        long count = IntegerArgument.between(call.argument(2), 0, Long.MAX_VALUE, NEGATIVE);
        ListValue list = call.database().findForWrite(call.argument(1), ListValue.class);
        if (list == null) {
            reply.nilArray();
        } else if (count == 0) {
            reply.array(0);
        } else {
            write(take(call.database(), call.argument(1), list, end, count), reply);
        }
    }

    /** Takes elements at an end, one at least; a list without elements is no key. */
    static byte[][] take(Database database, byte[] key, ListValue list, ListEnd end, long most) {
        byte[][] taken = list.pop(end, (int) Math.min(most, list.size()));
        taken(database, key, list, end);
        return taken;
    }

    /** Elements were taken at an end, maybe the last. */
    static void taken(Database database, byte[] key, ListValue list, ListEnd end) {
        database.notifyOf(end == ListEnd.HEAD ? KeyEvent.LPOP : KeyEvent.RPOP, key);
        if (list.isEmpty()) {
            database.delete(key);
        }
    }

    /** Replicas are told what was taken from which list, and wait for nothing. */
    static void propagate(CommandCall call, byte[] key, ListEnd end, byte[]... count) {
        byte[][] words = new byte[count.length + 1][];
        words[0] = key;
        System.arraycopy(count, 0, words, 1, count.length);
        call.propagate(end == ListEnd.HEAD ? "LPOP" : "RPOP", words);
    }

    static void write(byte[][] elements, ReplyWriter reply) {
        reply.array(elements.length);
        for (byte[] element : elements) {
            reply.bulk(element);
        }
    }

    private static CommandSpec.Builder lpop() {
        return popping("lpop")
                .summary("Takes elements at the head of a list, and the list with its last one.");
    }

    private static CommandSpec.Builder rpop() {
        return popping("rpop")
                .summary("Takes elements at the tail of a list, and the list with its last one.");
    }

    private static CommandSpec.Builder popping(String name) {
        return ListSpecs.of(name, -2, RW, ACCESS, DELETE)
                .complexity("O(N) for N elements in the reply")
                .flags(WRITE, FAST)
                .changed("6.2.0", "Takes a `count`.")
                .arguments(ListSpecs.KEY, Argument.integer("count").since("6.2.0").asOptional());
    }
}

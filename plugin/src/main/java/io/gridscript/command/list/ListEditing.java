package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.INSERT;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.Arrays;

/** LSET, LINSERT, LREM and LTRIM. */
final class ListEditing {

    private ListEditing() {}

    static void register(CommandTable table) {
        table.onKeyspace(lset(), ListEditing::set);
        table.onKeyspace(linsert(), ListEditing::insert);
        table.onKeyspace(lrem(), ListEditing::remove);
        table.onKeyspace(ltrim(), ListEditing::trim);
    }

    private static void set(CommandCall call, ReplyWriter reply) {
        ListValue list = find(call);
        if (list == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        long asked = RedisNumbers.parseLong(call.argument(2));
        long index = IndexRange.fromHead(asked, list.size());
        if (index < 0 || index >= list.size()) {
            throw ErrorReply.OUT_OF_RANGE;
        }
        list.set((int) index, call.argument(3));
        call.notifyOf(KeyEvent.LSET, call.argument(1));
        reply.ok();
    }

    private static void insert(CommandCall call, ReplyWriter reply) {
        int behind = isBehind(call.argument(2)) ? 1 : 0;
        ListValue list = find(call);
        if (list == null) {
            reply.integer(0);
            return;
        }
        int pivot = new EqualElements(list, call.argument(3), ListEnd.HEAD).next();
        if (pivot < 0) {
            reply.integer(-1);
            return;
        }
        list.insert(pivot + behind, call.argument(4));
        call.notifyOf(KeyEvent.LINSERT, call.argument(1));
        reply.integer(list.size());
    }

    private static boolean isBehind(byte[] where) {
        if (Ascii.is(where, "after")) {
            return true;
        }
        if (Ascii.is(where, "before")) {
            return false;
        }
        throw ErrorReply.SYNTAX;
    }

    /** With a count below zero the last ones that are equal, with 0 all. */
    private static void remove(CommandCall call, ReplyWriter reply) {
        long count = IntegerArgument.between(call.argument(2), -Long.MAX_VALUE, Long.MAX_VALUE);
        ListValue list = find(call);
        if (list == null) {
            reply.integer(0);
            return;
        }
        ListEnd from = count < 0 ? ListEnd.TAIL : ListEnd.HEAD;
        long most = count == 0 ? list.size() : Math.abs(count);
        int[] indexes = new EqualElements(list, call.argument(3), from).next(most);
        Arrays.sort(indexes);
        if (indexes.length > 0) {
            list.remove(indexes);
            call.notifyOf(KeyEvent.LREM, call.argument(1));
        }
        dropIfEmpty(call, list);
        reply.integer(indexes.length);
    }

    private static void trim(CommandCall call, ReplyWriter reply) {
        IndexRange kept = IndexRange.of(call);
        ListValue list = find(call);
        if (list != null) {
            int size = list.size();
            int count = kept.count(size);
            int before = count == 0 ? size : kept.from(size);
            list.trim(before, size - before - count);
            call.notifyOf(KeyEvent.LTRIM, call.argument(1));
            if (list.size() == size && call.isPropagated()) {
                // WATCH sees it, replicas need not.
                call.propagateNothing();
            }
            dropIfEmpty(call, list);
        }
        reply.ok();
    }

    private static ListValue find(CommandCall call) {
        return call.database().findForWrite(call.argument(1), ListValue.class);
    }

    /** A list without elements is no key. */
    private static void dropIfEmpty(CommandCall call, ListValue list) {
        if (list.isEmpty()) {
            call.database().delete(call.argument(1));
        }
    }

    private static CommandSpec.Builder lset() {
        return ListSpecs.of("lset", 4, RW, UPDATE)
                .complexity("O(1)")
                .summary("Puts an element in the place of another.")
                .flags(WRITE, DENYOOM)
                .arguments(ListSpecs.KEY, ListSpecs.INDEX, ListSpecs.ELEMENT);
    }

    private static CommandSpec.Builder linsert() {
        return ListSpecs.of("linsert", 5, RW, INSERT)
                .since("2.2.0")
                .complexity("O(N) for N elements from the head to the pivot")
                .summary("Puts an element before or behind another.")
                .flags(WRITE, DENYOOM)
                .arguments(
                        ListSpecs.KEY,
                        Argument.oneOf(
                                "where",
                                Argument.token("before", "BEFORE"),
                                Argument.token("after", "AFTER")),
                        Argument.string("pivot"),
                        ListSpecs.ELEMENT);
    }

    private static CommandSpec.Builder lrem() {
        return ListSpecs.of("lrem", 4, RW, DELETE)
                .complexity("O(N) for N elements in the list")
                .summary("Removes elements equal to one from a list.")
                .flags(WRITE)
                .arguments(ListSpecs.KEY, Argument.integer("count"), ListSpecs.ELEMENT);
    }

    private static CommandSpec.Builder ltrim() {
        return ListSpecs.of("ltrim", 4, RW, DELETE)
                .complexity("O(N) for N elements that go")
                .summary("Leaves of a list the elements from one index to another.")
                .flags(WRITE)
                .arguments(ListSpecs.KEY, ListSpecs.START, ListSpecs.STOP);
    }
}

package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** LLEN, LINDEX and LRANGE. */
final class ListReading {

    private ListReading() {}

    static void register(CommandTable table) {
        table.onKeyspace(llen(), ListReading::length);
        table.onKeyspace(lindex(), ListReading::element);
        table.onKeyspace(lrange(), ListReading::range);
    }

    private static void length(CommandCall call, ReplyWriter reply) {
        ListValue list = call.database().find(call.argument(1), ListValue.class);
        reply.integer(list == null ? 0 : list.size());
    }

    /** As in Redis nobody looks at the index when there is no list. */
    private static void element(CommandCall call, ReplyWriter reply) {
        ListValue list = call.database().find(call.argument(1), ListValue.class);
        if (list == null) {
            reply.nil();
            return;
        }
        long asked = RedisNumbers.parseLong(call.argument(2));
        long index = IndexRange.fromHead(asked, list.size());
        boolean there = index >= 0 && index < list.size();
        reply.bulkOrNil(there ? list.get((int) index) : null);
    }

    private static void range(CommandCall call, ReplyWriter reply) {
        IndexRange range = IndexRange.of(call);
        ListValue list = call.database().find(call.argument(1), ListValue.class);
        int size = list == null ? 0 : list.size();
        int from = range.from(size);
        int count = range.count(size);
        reply.array(count);
        for (int i = from; i < from + count; i++) {
            reply.bulk(list.get(i));
        }
    }

    private static CommandSpec.Builder llen() {
        return ListSpecs.of("llen", 2, RO)
                .complexity("O(1)")
                .summary("Counts the elements of a list.")
                .flags(READONLY, FAST)
                .arguments(ListSpecs.KEY);
    }

    private static CommandSpec.Builder lindex() {
        return ListSpecs.of("lindex", 3, RO, ACCESS)
                .complexity("O(1)")
                .summary("Gets the element of a list at an index.")
                .flags(READONLY)
                .arguments(ListSpecs.KEY, ListSpecs.INDEX);
    }

    private static CommandSpec.Builder lrange() {
        return ListSpecs.of("lrange", 4, RO, ACCESS)
                .complexity("O(N) for N elements in the reply")
                .summary("Gets the elements of a list from one index to another.")
                .flags(READONLY)
                .arguments(ListSpecs.KEY, ListSpecs.START, ListSpecs.STOP);
    }
}

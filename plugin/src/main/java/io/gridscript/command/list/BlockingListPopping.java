package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.BLOCKING;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.KeyWait;
import io.gridscript.command.Timeout;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;
import java.util.List;

/** BLPOP, BRPOP and BLMPOP: elements of the first list among several keys, awaited if need be. */
final class BlockingListPopping {

    private BlockingListPopping() {}

    static void register(CommandTable table) {
        table.onKeyspaceBlocking(
                popping("blpop")
                        .summary("Takes an element at the head of a list, and waits for one."),
                (call, reply) -> pop(call, ListEnd.HEAD, reply));
        table.onKeyspaceBlocking(
                popping("brpop")
                        .summary("Takes an element at the tail of a list, and waits for one."),
                (call, reply) -> pop(call, ListEnd.TAIL, reply));
        table.onKeyspaceBlocking(blmpop(), BlockingListPopping::popMany);
    }

    private static KeyWait pop(CommandCall call, ListEnd end, ReplyWriter reply) {
        int last = call.count() - 1;
        long timeout = Timeout.ofSeconds(call.argument(last), call.now());
        for (int i = 1; i < last; i++) {
            byte[] key = call.argument(i);
            ListValue list = call.database().findForWrite(key, ListValue.class);
            if (list != null) {
                byte[] element = ListPopping.take(call.database(), key, list, end, 1)[0];
                reply.array(2);
                reply.bulk(key);
                reply.bulk(element);
                if (call.isPropagated()) {
                    ListPopping.propagate(call, key, end);
                }
                return null;
            }
        }
        return KeyWait.of(keys(call, 1, last), ListValue.class, timeout);
    }

    private static KeyWait popMany(CommandCall call, ReplyWriter reply) {
        PopFromMany.Request request = PopFromMany.Request.of(call, 2);
        long timeout = Timeout.ofSeconds(call.argument(1), call.now());
        return PopFromMany.pop(call, request, reply)
                ? null
                : KeyWait.of(
                        keys(call, request.firstKey(), request.endAt()), ListValue.class, timeout);
    }

    private static List<byte[]> keys(CommandCall call, int from, int to) {
        return Arrays.asList(call.arguments()).subList(from, to);
    }

    private static CommandSpec.Builder popping(String name) {
        return ListSpecs.of(name, -3, KeySpec.range(1, -2, 1, RW, ACCESS, DELETE))
                .since("2.0.0")
                .complexity("O(N) for N keys")
                .flags(WRITE, BLOCKING)
                .changed("6.0.0", "`timeout` may have a fraction.")
                .arguments(ListSpecs.KEY.repeated(), Argument.real("timeout"));
    }

    private static CommandSpec.Builder blmpop() {
        return ListSpecs.of("blmpop", -5, KeySpec.counted(2, RW, ACCESS, DELETE))
                .since("7.0.0")
                .complexity("O(N+M) for N keys and M elements in the reply")
                .summary("Takes elements of the first of several lists, and waits for one.")
                .flags(WRITE, BLOCKING)
                .arguments(
                        Argument.real("timeout"),
                        Argument.integer("numkeys"),
                        ListSpecs.KEY.repeated(),
                        ListSpecs.end("where"),
                        Argument.integer("count").after("COUNT").asOptional());
    }
}

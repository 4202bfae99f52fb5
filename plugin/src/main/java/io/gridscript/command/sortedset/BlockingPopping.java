package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.BLOCKING;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.KeyWait;
import io.gridscript.command.Timeout;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;
import java.util.List;

/** BZPOPMIN, BZPOPMAX and BZMPOP: members of the first sorted set there is, awaited if need be. */
final class BlockingPopping {

    private BlockingPopping() {}

    static void register(CommandTable table) {
        table.onKeyspaceBlocking(
                bzpop("bzpopmin")
                        .summary("Takes the lowest member of a sorted set, and waits for one."),
                (call, reply) -> pop(call, PopEnd.MIN, reply));
        table.onKeyspaceBlocking(
                bzpop("bzpopmax")
                        .summary("Takes the highest member of a sorted set, and waits for one."),
                (call, reply) -> pop(call, PopEnd.MAX, reply));
        table.onKeyspaceBlocking(bzmpop(), BlockingPopping::popFirst);
    }

    private static KeyWait pop(CommandCall call, PopEnd end, ReplyWriter reply) {
        int last = call.count() - 1;
        long timeout = Timeout.ofSeconds(call.argument(last), call.now());
        for (int i = 1; i < last; i++) {
            byte[] key = call.argument(i);
            SortedSetValue set = call.database().findForWrite(key, SortedSetValue.class);
            if (set != null) {
                SortedSetMember taken = Popping.pop(call.database(), key, set, end, 1).get(0);
                reply.array(3);
                reply.bulk(key);
                reply.bulk(taken.name());
                reply.real(taken.score());
                if (call.isPropagated()) {
                    end.propagate(call, key);
                }
                return null;
            }
        }
        return KeyWait.of(keys(call, 1, last), SortedSetValue.class, timeout);
    }

    private static KeyWait popFirst(CommandCall call, ReplyWriter reply) {
        Popping.Request request = Popping.Request.of(call.arguments(), 2);
        long timeout = Timeout.ofSeconds(call.argument(1), call.now());
        return Popping.popFirst(call, request, reply)
                ? null
                : KeyWait.of(
                        keys(call, request.firstKey(), request.endAt()),
                        SortedSetValue.class,
                        timeout);
    }

    private static List<byte[]> keys(CommandCall call, int from, int to) {
        return Arrays.asList(call.arguments()).subList(from, to);
    }

    private static CommandSpec.Builder bzpop(String name) {
        return SortedSetSpecs.any(name, -3)
                .keys(KeySpec.range(1, -2, 1, RW, ACCESS, DELETE))
                .since("5.0.0")
                .complexity("O(log(N)) for N members")
                .flags(WRITE, FAST, BLOCKING)
                .changed("6.0.0", "`timeout` may have a fraction.")
                .arguments(SortedSetSpecs.KEY.repeated(), Argument.real("timeout"));
    }

    private static CommandSpec.Builder bzmpop() {
        return SortedSetSpecs.any("bzmpop", -5)
                .keys(KeySpec.counted(2, RW, ACCESS, DELETE))
                .since("7.0.0")
                .complexity("O(K)+O(M*log(N)) for K keys, M members to take of N")
                .summary("Takes members of the first of several sorted sets, and waits for one.")
                .flags(WRITE, BLOCKING)
                .arguments(
                        Argument.real("timeout"),
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        SortedSetSpecs.MIN_OR_MAX,
                        SortedSetSpecs.COUNT);
    }
}

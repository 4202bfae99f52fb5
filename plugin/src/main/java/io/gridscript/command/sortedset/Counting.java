package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** ZCARD, ZCOUNT and ZLEXCOUNT. */
final class Counting {

    private static final MemberRange ALL = set -> new Ranks(0, set.size());

    private Counting() {}

    static void register(CommandTable table) {
        table.onKeyspace(zcard(), (call, reply) -> count(ALL, call, reply));
        table.onKeyspace(
                zcount(),
                (call, reply) ->
                        count(ScoreRange.parse(call.argument(2), call.argument(3)), call, reply));
        table.onKeyspace(
                zlexcount(),
                (call, reply) ->
                        count(LexRange.parse(call.argument(2), call.argument(3)), call, reply));
    }

    private static void count(MemberRange range, CommandCall call, ReplyWriter reply) {
        SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
        reply.integer(set == null ? 0 : range.in(set).count());
    }

    private static CommandSpec.Builder zcard() {
        return SortedSetSpecs.of("zcard", 2, RO)
                .complexity("O(1)")
                .summary("Counts the members of a sorted set.")
                .flags(READONLY, FAST)
                .arguments(SortedSetSpecs.KEY);
    }

    private static CommandSpec.Builder zcount() {
        return SortedSetSpecs.of("zcount", 4, RO, ACCESS)
                .since("2.0.0")
                .complexity("O(log(N)) for N members in the set")
                .summary("Counts the members of a sorted set whose scores are in a range.")
                .flags(READONLY, FAST)
                .arguments(SortedSetSpecs.KEY, Argument.real("min"), Argument.real("max"));
    }

    private static CommandSpec.Builder zlexcount() {
        return SortedSetSpecs.of("zlexcount", 4, RO, ACCESS)
                .since("2.8.9")
                .complexity("O(log(N)) for N members in the set")
                .summary("Counts the members of a sorted set that are in a range of bytes.")
                .flags(READONLY, FAST)
                .arguments(SortedSetSpecs.KEY, Argument.string("min"), Argument.string("max"));
    }
}

package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** ZSCORE and ZMSCORE. */
final class Scores {

    private Scores() {}

    static void register(CommandTable table) {
        table.onKeyspace(zscore(), Scores::tellOne);
        table.onKeyspace(zmscore(), Scores::tellAll);
    }

    private static void tellOne(CommandCall call, ReplyWriter reply) {
        tell(find(call), call.argument(2), reply);
    }

    private static void tellAll(CommandCall call, ReplyWriter reply) {
        SortedSetValue set = find(call);
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            tell(set, call.argument(i), reply);
        }
    }

    private static SortedSetValue find(CommandCall call) {
        return call.database().find(call.argument(1), SortedSetValue.class);
    }

    private static void tell(SortedSetValue set, byte[] name, ReplyWriter reply) {
        SortedSetMember member = set == null ? null : set.get(name);
        if (member == null) {
            reply.nil();
        } else {
            reply.real(member.score());
        }
    }

    private static CommandSpec.Builder zscore() {
        return SortedSetSpecs.of("zscore", 3, RO, ACCESS)
                .complexity("O(1)")
                .summary("Tells the score of a member.")
                .flags(READONLY, FAST)
                .arguments(SortedSetSpecs.KEY, SortedSetSpecs.MEMBER);
    }

    private static CommandSpec.Builder zmscore() {
        return SortedSetSpecs.of("zmscore", -3, RO, ACCESS)
                .since("6.2.0")
                .complexity("O(N) for N members")
                .summary("Tells the scores of members.")
                .flags(READONLY, FAST)
                .arguments(SortedSetSpecs.KEY, SortedSetSpecs.MEMBER.repeated());
    }
}

package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** ZRANK and ZREVRANK. */
final class RankLookup {

    private RankLookup() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                spec("zrank").summary("Tells how many members of a sorted set come before one."),
                (call, reply) -> tell(call, reply, false));
        table.onKeyspace(
                spec("zrevrank").summary("Tells how many members of a sorted set come after one."),
                (call, reply) -> tell(call, reply, true));
    }

    private static void tell(CommandCall call, ReplyWriter reply, boolean descending) {
        boolean withScore = withScore(call);
        SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
        SortedSetMember member = set == null ? null : set.get(call.argument(2));
        if (member == null) {
            tellNothing(withScore, reply);
            return;
        }
        int rank = set.rankOf(member);
        if (withScore) {
            reply.array(2);
        }
        reply.integer(descending ? set.size() - 1 - rank : rank);
        if (withScore) {
            reply.real(member.score());
        }
    }

    private static boolean withScore(CommandCall call) {
        if (call.count() > 4) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
        if (call.count() == 4 && !Ascii.is(call.argument(3), "withscore")) {
            throw ErrorReply.SYNTAX;
        }
        return call.count() == 4;
    }

    private static void tellNothing(boolean withScore, ReplyWriter reply) {
        if (withScore) {
            reply.nilArray();
        } else {
            reply.nil();
        }
    }

    private static CommandSpec.Builder spec(String name) {
        return SortedSetSpecs.of(name, -3, RO, ACCESS)
                .since("2.0.0")
                .complexity("O(log(N)) for N members in the set")
                .flags(READONLY, FAST)
                .changed("7.2.0", "WITHSCORE.")
                .arguments(
                        SortedSetSpecs.KEY,
                        SortedSetSpecs.MEMBER,
                        Argument.token("withscore", "WITHSCORE").asOptional());
    }
}

package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RW;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** ZADD and ZINCRBY. */
final class Scoring {

    private Scoring() {}

    static void register(CommandTable table) {
        table.onKeyspace(zadd(), (call, reply) -> score(call, reply, false));
        table.onKeyspace(zincrby(), (call, reply) -> score(call, reply, true));
    }

    /** As in Redis, ZINCRBY takes the options of ZADD where its increment should be. */
    private static void score(CommandCall call, ReplyWriter reply, boolean increments) {
        byte[][] arguments = call.arguments();
        ScoringOptions options = ScoringOptions.parse(arguments, increments);
        int first = options.end();
        int words = arguments.length - first;
        if (words == 0 || words % 2 == 1) {
            throw ErrorReply.SYNTAX;
        }
        options.check(words / 2);
        double[] scores = new double[words / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = RedisNumbers.parseDouble(arguments[first + 2 * i]);
        }
        Database database = call.database();
        SortedSetValue present = database.findForWrite(arguments[1], SortedSetValue.class);
        SortedSetValue set =
                present == null
                        ? SortedSetValue.expecting(
                                arguments[first + 1],
                                scores.length,
                                call.keyspace().encodingLimits())
                        : present;
        MemberScoring scoring = new MemberScoring(set, options, scores.length);
        for (int i = 0; i < scores.length; i++) {
            scoring.score(arguments[first + 2 * i + 1], scores[i]);
        }
        if (present == null && !set.isEmpty()) {
            database.put(arguments[1], set);
        }
        if (scoring.hasChanged()) {
            call.notifyOf(options.increments() ? KeyEvent.ZINCR : KeyEvent.ZADD, arguments[1]);
        }
        scoring.tell(reply);
    }

    private static CommandSpec.Builder zadd() {
        return SortedSetSpecs.of("zadd", -4, RW, UPDATE)
                .complexity("O(log(N)) for each member, N members in the set")
                .summary("Adds members to a sorted set, or gives them other scores.")
                .flags(WRITE, DENYOOM, FAST)
                .changed("2.4.0", "Takes several members.")
                .changed("3.0.2", "XX, NX, CH and INCR.")
                .changed("6.2.0", "GT and LT.")
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.oneOf(
                                        "condition",
                                        Argument.token("nx", "NX"),
                                        Argument.token("xx", "XX"))
                                .asOptional()
                                .since("3.0.2"),
                        Argument.oneOf(
                                        "comparison",
                                        Argument.token("gt", "GT"),
                                        Argument.token("lt", "LT"))
                                .asOptional()
                                .since("6.2.0"),
                        Argument.token("change", "CH").asOptional().since("3.0.2"),
                        Argument.token("increment", "INCR").asOptional().since("3.0.2"),
                        Argument.block("data", Argument.real("score"), SortedSetSpecs.MEMBER)
                                .repeated());
    }

    private static CommandSpec.Builder zincrby() {
        return SortedSetSpecs.of("zincrby", 4, RW, ACCESS, UPDATE)
                .complexity("O(log(N)) for N members in the set")
                .summary("Adds to the score of a member, which is 0 for a new one.")
                .flags(WRITE, DENYOOM, FAST)
                .arguments(
                        SortedSetSpecs.KEY, Argument.integer("increment"), SortedSetSpecs.MEMBER);
    }
}

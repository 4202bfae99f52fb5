package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.command.RandomSample;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.random.RandomGenerator;

/** ZRANDMEMBER. */
final class RandomMembers {

    /** Redis takes counts down to the opposite of the largest, with scores half of that. */
    private static final long LARGEST_COUNT = Long.MAX_VALUE;

    /** Redis has no such bound, and would run out of memory on the reply. */
    private static final long LARGEST_REPLY_BYTES = 1L << 30;

    private static final ErrorReply OUT_OF_RANGE = ErrorReply.err("value is out of range");

    private RandomMembers() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), RandomMembers::tell);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        if (call.count() == 2) {
            SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
            reply.bulkOrNil(set == null ? null : set.random(call.keyspace().random()).name());
            return;
        }
        long count = IntegerArgument.between(call.argument(2), -LARGEST_COUNT, LARGEST_COUNT);
        boolean withScores = withScores(call);
        if (withScores && (count < -LARGEST_COUNT / 2 || count > LARGEST_COUNT / 2)) {
            throw OUT_OF_RANGE;
        }
        SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
        if (set == null || count == 0) {
            reply.array(0);
        } else if (count > 0) {
            tellDifferent(set, count, withScores, call.keyspace().random(), reply);
        } else {
            tellAny(set, -count, withScores, call.keyspace().random(), reply);
        }
    }

    private static boolean withScores(CommandCall call) {
        if (call.count() == 3) {
            return false;
        }
        if (call.count() > 4 || !Ascii.is(call.argument(3), "withscores")) {
            throw ErrorReply.SYNTAX;
        }
        return true;
    }

    /** A member may come several times. */
    private static void tellAny(
            SortedSetValue set,
            long count,
            boolean withScores,
            RandomGenerator random,
            ReplyWriter reply) {
        if (count > LARGEST_REPLY_BYTES * set.size() / set.sizeInBytes()) {
            throw OUT_OF_RANGE;
        }
        Pairs pairs = Pairs.begin((int) count, withScores, reply);
        for (long i = 0; i < count; i++) {
            pairs.add(set.random(random));
        }
    }

    /** No member comes twice. */
    private static void tellDifferent(
            SortedSetValue set,
            long count,
            boolean withScores,
            RandomGenerator random,
            ReplyWriter reply) {
        int number = (int) Math.min(count, set.size());
        Pairs pairs = Pairs.begin(number, withScores, reply);
        if (number == set.size()) {
            set.forEach(pairs::add);
        } else {
            RandomSample.of(set.size(), number, () -> set.random(random), set::forEach, random)
                    .forEach(pairs::add);
        }
    }

    private static CommandSpec.Builder spec() {
        return SortedSetSpecs.of("zrandmember", -2, RO, ACCESS)
                .since("6.2.0")
                .complexity("O(N) for N members in the reply")
                .summary("Names some members of a sorted set, all equally likely.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.block(
                                        "options",
                                        Argument.integer("count"),
                                        Argument.token("withscores", "WITHSCORES").asOptional())
                                .asOptional());
    }
}

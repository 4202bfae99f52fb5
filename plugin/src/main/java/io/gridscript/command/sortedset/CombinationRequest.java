package io.gridscript.command.sortedset;

import io.gridscript.command.CommandCall;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a command that combines sorted sets asks for.
 *
 * @param limit of ZINTERCARD; 0: none
 */
record CombinationRequest(
        List<Combination.Input> inputs, Aggregate aggregate, boolean withScores, long limit) {

    private static final ErrorReply NOT_A_WEIGHT = ErrorReply.err("weight value is not a float");
    private static final ErrorReply NEGATIVE_LIMIT = ErrorReply.err("LIMIT can't be negative");

    /** Which options a command has. */
    record Options(boolean weights, boolean withScores, boolean limit) {}

    /**
     * Reads the request and looks the keys up, which comes before the options as in Redis.
     *
     * @param numberAt position of the number of keys
     */
    static CombinationRequest parse(CommandCall call, int numberAt, Options options) {
        byte[][] words = call.arguments();
        int keys = numberOfKeys(call, numberAt);
        int after = numberAt + 1 + keys;
        List<ScoredMembers> members = find(call.database(), words, numberAt + 1, after);
        double[] weights = new double[keys];
        Arrays.fill(weights, 1);
        Aggregate aggregate = Aggregate.SUM;
        boolean withScores = false;
        long limit = 0;
        for (int at = after; at < words.length; at++) {
            byte[] word = words[at];
            int more = words.length - 1 - at;
            if (options.weights && more >= keys && Ascii.is(word, "weights")) {
                for (int i = 0; i < keys; i++) {
                    weights[i] = RedisNumbers.parseDouble(words[++at], NOT_A_WEIGHT);
                }
            } else if (options.weights && more >= 1 && Ascii.is(word, "aggregate")) {
                aggregate = Aggregate.parse(words[++at]);
            } else if (options.withScores && Ascii.is(word, "withscores")) {
                withScores = true;
            } else if (options.limit && more >= 1 && Ascii.is(word, "limit")) {
                limit = IntegerArgument.between(words[++at], 0, Long.MAX_VALUE, NEGATIVE_LIMIT);
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new CombinationRequest(weighted(members, weights), aggregate, withScores, limit);
    }

    private static int numberOfKeys(CommandCall call, int numberAt) {
        long keys = RedisNumbers.parseLong(call.argument(numberAt));
        if (keys < 1) {
            throw ErrorReply.err(
                    "at least 1 input key is needed for '"
                            + call.command().spec().fullName()
                            + "' command");
        }
        if (keys > call.count() - numberAt - 1) {
            throw ErrorReply.SYNTAX;
        }
        return (int) keys;
    }

    private static List<ScoredMembers> find(Database database, byte[][] words, int from, int to) {
        List<ScoredMembers> members = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            members.add(ScoredMembers.of(database.find(words[i])));
        }
        return members;
    }

    private static List<Combination.Input> weighted(List<ScoredMembers> members, double[] weights) {
        List<Combination.Input> inputs = new ArrayList<>(members.size());
        for (int i = 0; i < weights.length; i++) {
            inputs.add(new Combination.Input(members.get(i), weights[i]));
        }
        return inputs;
    }
}

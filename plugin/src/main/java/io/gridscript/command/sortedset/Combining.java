package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** ZUNION, ZINTER, ZDIFF, those that store instead of reply, and ZINTERCARD. */
final class Combining {

    private static final Argument WEIGHTS =
            Argument.integer("weight").after("WEIGHTS").asOptional().repeated();
    private static final Argument AGGREGATE =
            Argument.oneOf(
                            "aggregate",
                            Argument.token("sum", "SUM"),
                            Argument.token("min", "MIN"),
                            Argument.token("max", "MAX"))
                    .after("AGGREGATE")
                    .asOptional();

    private static final String ALL_MEMBERS =
            "O(N)+O(M*log(M)) for N members in all sets together, M in the result";
    private static final String SMALLEST_SET =
            "O(N*K)+O(M*log(M)) for N members in the smallest set, K sets, M members in the result";
    private static final String FIRST_SET =
            "O(N*K)+O(M*log(M)) for N members in the first set, K sets, M members in the result";

    private Combining() {}

    static void register(CommandTable table) {
        register(table, zunion(), zunionstore(), Combination.UNION);
        register(table, zinter(), zinterstore(), Combination.INTERSECTION);
        register(table, zdiff(), zdiffstore(), Combination.DIFFERENCE);
        table.onKeyspace(zintercard(), Combining::count);
    }

    private static void register(
            CommandTable table,
            CommandSpec.Builder listing,
            CommandSpec.Builder storing,
            Combination combination) {
        table.onKeyspace(listing, (call, reply) -> list(call, reply, combination));
        table.onKeyspace(storing, (call, reply) -> store(call, reply, combination));
    }

    private static void list(CommandCall call, ReplyWriter reply, Combination combination) {
        CombinationRequest request = CombinationRequest.parse(call, 1, options(combination, true));
        SortedSetValue set = combination.of(request.inputs(), request.aggregate());
        set.forEach(Pairs.begin(set.size(), request.withScores(), reply)::add);
    }

    private static void store(CommandCall call, ReplyWriter reply, Combination combination) {
        CombinationRequest request = CombinationRequest.parse(call, 2, options(combination, false));
        SortedSetValue set = combination.of(request.inputs(), request.aggregate());
        KeyEvent event = event(combination);
        reply.integer(Ranging.store(call.database(), call.argument(1), set, event));
    }

    private static KeyEvent event(Combination combination) {
        return switch (combination) {
            case UNION -> KeyEvent.ZUNIONSTORE;
            case INTERSECTION -> KeyEvent.ZINTERSTORE;
            case DIFFERENCE -> KeyEvent.ZDIFFSTORE;
        };
    }

    private static CombinationRequest.Options options(Combination combination, boolean lists) {
        return new CombinationRequest.Options(combination != Combination.DIFFERENCE, lists, false);
    }

    private static void count(CommandCall call, ReplyWriter reply) {
        CombinationRequest request =
                CombinationRequest.parse(
                        call, 1, new CombinationRequest.Options(false, false, true));
        reply.integer(Combination.countCommon(request.inputs(), request.limit()));
    }

    private static CommandSpec.Builder zunion() {
        return listing("zunion", ALL_MEMBERS)
                .summary("Lists the members of several sorted sets.")
                .arguments(
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        WEIGHTS,
                        AGGREGATE,
                        SortedSetSpecs.WITH_SCORES);
    }

    private static CommandSpec.Builder zinter() {
        return listing("zinter", SMALLEST_SET)
                .summary("Lists the members that several sorted sets have in common.")
                .arguments(
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        WEIGHTS,
                        AGGREGATE,
                        SortedSetSpecs.WITH_SCORES);
    }

    private static CommandSpec.Builder zdiff() {
        return listing("zdiff", FIRST_SET)
                .summary("Lists the members of a sorted set that others lack.")
                .arguments(
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        SortedSetSpecs.WITH_SCORES);
    }

    private static CommandSpec.Builder zintercard() {
        return listing("zintercard", "O(N*K) for N members in the smallest set, K sets")
                .since("7.0.0")
                .summary("Counts the members that several sorted sets have in common.")
                .arguments(
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        Argument.integer("limit").after("LIMIT").asOptional());
    }

    private static CommandSpec.Builder zunionstore() {
        return storing("zunionstore", ALL_MEMBERS)
                .since("2.0.0")
                .summary("Stores the members of several sorted sets as another one.")
                .arguments(WEIGHTS, AGGREGATE);
    }

    private static CommandSpec.Builder zinterstore() {
        return storing("zinterstore", SMALLEST_SET)
                .since("2.0.0")
                .summary("Stores the members that several sorted sets have in common.")
                .arguments(WEIGHTS, AGGREGATE);
    }

    private static CommandSpec.Builder zdiffstore() {
        return storing("zdiffstore", FIRST_SET)
                .summary("Stores the members of a sorted set that others lack.");
    }

    private static CommandSpec.Builder listing(String name, String complexity) {
        return SortedSetSpecs.any(name, -3)
                .keys(KeySpec.counted(1, RO, ACCESS))
                .since("6.2.0")
                .complexity(complexity)
                .flags(READONLY);
    }

    private static CommandSpec.Builder storing(String name, String complexity) {
        return SortedSetSpecs.of(name, -4, OW, UPDATE)
                .keys(KeySpec.counted(2, RO, ACCESS))
                .since("6.2.0")
                .complexity(complexity)
                .flags(WRITE, DENYOOM)
                .arguments(
                        Argument.key("destination"),
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        Argument.key("key").keySpec(1).repeated());
    }
}

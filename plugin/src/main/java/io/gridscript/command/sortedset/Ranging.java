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
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** ZRANGE, ZRANGESTORE and the older commands whose place ZRANGE took. */
final class Ranging {

    private static final String BY_SCORE = "`ZRANGE` with the `BYSCORE` argument";
    private static final String BY_LEX = "`ZRANGE` with the `BYLEX` argument";
    private static final String REVERSED = "`ZRANGE` with the `REV` argument";
    private static final String BY_SCORE_REVERSED =
            "`ZRANGE` with the `REV` and `BYSCORE` arguments";
    private static final String BY_LEX_REVERSED = "`ZRANGE` with the `REV` and `BYLEX` arguments";

    private Ranging() {}

    static void register(CommandTable table) {
        list(table, zrange(), RangeForm.ZRANGE);
        table.onKeyspace(zrangestore(), Ranging::store);
        list(table, zrevrange(), RangeForm.of(RangeOrder.RANK, true));
        list(table, zrangebyscore(), RangeForm.of(RangeOrder.SCORE, false));
        list(table, zrevrangebyscore(), RangeForm.of(RangeOrder.SCORE, true));
        list(table, zrangebylex(), RangeForm.of(RangeOrder.LEX, false));
        list(table, zrevrangebylex(), RangeForm.of(RangeOrder.LEX, true));
    }

    private static void list(CommandTable table, CommandSpec.Builder spec, RangeForm form) {
        table.onKeyspace(spec, (call, reply) -> list(call, reply, form));
    }

    private static void list(CommandCall call, ReplyWriter reply, RangeForm form) {
        RangeRequest request = RangeRequest.parse(call.arguments(), form);
        SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
        if (set == null) {
            reply.array(0);
            return;
        }
        Ranks ranks = request.in(set);
        Pairs pairs = Pairs.begin(ranks.count(), request.withScores(), reply);
        ranks.visit(set, request.descending(), pairs::add);
    }

    private static void store(CommandCall call, ReplyWriter reply) {
        RangeRequest request = RangeRequest.parse(call.arguments(), RangeForm.ZRANGESTORE);
        Database database = call.database();
        SortedSetValue source = database.find(call.argument(2), SortedSetValue.class);
        SortedSetValue stored = new SortedSetValue();
        if (source != null) {
            request.in(source)
                    .visit(source, false, member -> stored.put(member.name(), member.score()));
        }
        reply.integer(store(database, call.argument(1), stored, KeyEvent.ZRANGESTORE));
    }

    /**
     * Puts a set in place of whatever a key holds, or removes the key; tells the set's size.
     *
     * @param event what is told of that
     */
    static int store(Database database, byte[] key, SortedSetValue set, KeyEvent event) {
        if (set.isEmpty()) {
            database.delete(key);
        } else {
            database.put(key, set);
            database.notifyOf(event, key);
        }
        return set.size();
    }

    private static CommandSpec.Builder zrange() {
        return listing("zrange")
                .summary("Lists the members of a sorted set in a range.")
                .changed("6.2.0", "REV, BYSCORE, BYLEX and LIMIT.")
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.string("start"),
                        Argument.string("stop"),
                        sortBy().since("6.2.0"),
                        Argument.token("rev", "REV").asOptional().since("6.2.0"),
                        SortedSetSpecs.LIMIT.since("6.2.0"),
                        SortedSetSpecs.WITH_SCORES);
    }

    private static CommandSpec.Builder zrangestore() {
        return SortedSetSpecs.of("zrangestore", -5, OW, UPDATE)
                .keys(KeySpec.key(2, RO, ACCESS))
                .since("6.2.0")
                .complexity("O(log(N)+M*log(M)) for M members in the range, N in the set")
                .summary("Stores the members of a sorted set in a range as another one.")
                .flags(WRITE, DENYOOM)
                .arguments(
                        Argument.key("dst"),
                        Argument.key("src").keySpec(1),
                        Argument.string("min"),
                        Argument.string("max"),
                        sortBy(),
                        Argument.token("rev", "REV").asOptional(),
                        SortedSetSpecs.LIMIT);
    }

    private static CommandSpec.Builder zrevrange() {
        return listing("zrevrange")
                .summary("Lists the members of a sorted set of some ranks, the highest first.")
                .deprecated("6.2.0", REVERSED)
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.integer("start"),
                        Argument.integer("stop"),
                        SortedSetSpecs.WITH_SCORES);
    }

    private static CommandSpec.Builder zrangebyscore() {
        return listing("zrangebyscore")
                .since("1.0.5")
                .summary("Lists the members of a sorted set whose scores are in a range.")
                .changed("2.0.0", "WITHSCORES.")
                .deprecated("6.2.0", BY_SCORE)
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.real("min"),
                        Argument.real("max"),
                        SortedSetSpecs.WITH_SCORES.since("2.0.0"),
                        SortedSetSpecs.LIMIT);
    }

    private static CommandSpec.Builder zrevrangebyscore() {
        return listing("zrevrangebyscore")
                .since("2.2.0")
                .summary(
                        "Lists the members of a sorted set whose scores are in a range, the"
                                + " highest first.")
                .changed("2.1.6", "Bounds can be excluded.")
                .deprecated("6.2.0", BY_SCORE_REVERSED)
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.real("max"),
                        Argument.real("min"),
                        SortedSetSpecs.WITH_SCORES,
                        SortedSetSpecs.LIMIT);
    }

    private static CommandSpec.Builder zrangebylex() {
        return listing("zrangebylex")
                .since("2.8.9")
                .summary("Lists the members of a sorted set that are in a range of bytes.")
                .deprecated("6.2.0", BY_LEX)
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.string("min"),
                        Argument.string("max"),
                        SortedSetSpecs.LIMIT);
    }

    private static CommandSpec.Builder zrevrangebylex() {
        return listing("zrevrangebylex")
                .since("2.8.9")
                .summary(
                        "Lists the members of a sorted set that are in a range of bytes, the"
                                + " highest first.")
                .deprecated("6.2.0", BY_LEX_REVERSED)
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.string("max"),
                        Argument.string("min"),
                        SortedSetSpecs.LIMIT);
    }

    private static CommandSpec.Builder listing(String name) {
        return SortedSetSpecs.of(name, -4, RO, ACCESS)
                .complexity("O(log(N)+M) for M members in the reply, N in the set")
                .flags(READONLY);
    }

    private static Argument sortBy() {
        return Argument.oneOf(
                        "sortby",
                        Argument.token("byscore", "BYSCORE"),
                        Argument.token("bylex", "BYLEX"))
                .asOptional();
    }
}

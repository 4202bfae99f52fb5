package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.List;

/** ZREM, ZREMRANGEBYRANK, ZREMRANGEBYSCORE and ZREMRANGEBYLEX. */
final class Removal {

    private Removal() {}

    static void register(CommandTable table) {
        table.onKeyspace(zrem(), Removal::remove);
        table.onKeyspace(
                zremrangebyrank(),
                (call, reply) ->
                        remove(
                                RankRange.parse(call.argument(2), call.argument(3), false),
                                call,
                                KeyEvent.ZREMRANGEBYRANK,
                                reply));
        table.onKeyspace(
                zremrangebyscore(),
                (call, reply) ->
                        remove(
                                ScoreRange.parse(call.argument(2), call.argument(3)),
                                call,
                                KeyEvent.ZREMRANGEBYSCORE,
                                reply));
        table.onKeyspace(
                zremrangebylex(),
                (call, reply) ->
                        remove(
                                LexRange.parse(call.argument(2), call.argument(3)),
                                call,
                                KeyEvent.ZREMRANGEBYLEX,
                                reply));
    }

    /** A sorted set without members is no key. */
    private static void remove(CommandCall call, ReplyWriter reply) {
        Database database = call.database();
        SortedSetValue set = database.findForWrite(call.argument(1), SortedSetValue.class);
        int removed = 0;
        for (int i = 2; set != null && i < call.count() && !set.isEmpty(); i++) {
            if (set.remove(call.argument(i))) {
                removed++;
            }
        }
        if (removed > 0) {
            call.notifyOf(KeyEvent.ZREM, call.argument(1));
        }
        removeIfEmpty(database, call.argument(1), set);
        reply.integer(removed);
    }

    private static void remove(
            MemberRange range, CommandCall call, KeyEvent event, ReplyWriter reply) {
        Database database = call.database();
        SortedSetValue set = database.findForWrite(call.argument(1), SortedSetValue.class);
        if (set == null) {
            reply.integer(0);
            return;
        }
        List<SortedSetMember> members = range.in(set).members(set, false);
        members.forEach(set::remove);
        if (!members.isEmpty()) {
            call.notifyOf(event, call.argument(1));
        }
        removeIfEmpty(database, call.argument(1), set);
        reply.integer(members.size());
    }

    /** Removes the key of a set that has lost its last member; null is no set. */
    static void removeIfEmpty(Database database, byte[] key, SortedSetValue set) {
        if (set != null && set.isEmpty()) {
            database.delete(key);
        }
    }

    private static CommandSpec.Builder zrem() {
        return SortedSetSpecs.of("zrem", -3, RW, DELETE)
                .complexity("O(M*log(N)) for M members to remove of N")
                .summary("Removes members from a sorted set, and the set with its last member.")
                .flags(WRITE, FAST)
                .changed("2.4.0", "Takes several members.")
                .arguments(SortedSetSpecs.KEY, SortedSetSpecs.MEMBER.repeated());
    }

    private static CommandSpec.Builder zremrangebyrank() {
        return range("zremrangebyrank", Argument.integer("start"), Argument.integer("stop"))
                .since("2.0.0")
                .summary("Removes the members of a sorted set that are of some ranks.");
    }

    private static CommandSpec.Builder zremrangebyscore() {
        return range("zremrangebyscore", Argument.real("min"), Argument.real("max"))
                .summary("Removes the members of a sorted set whose scores are in a range.");
    }

    private static CommandSpec.Builder zremrangebylex() {
        return range("zremrangebylex", Argument.string("min"), Argument.string("max"))
                .since("2.8.9")
                .summary("Removes the members of a sorted set that are in a range of bytes.");
    }

    private static CommandSpec.Builder range(String name, Argument first, Argument last) {
        return SortedSetSpecs.of(name, 4, RW, DELETE)
                .complexity("O(log(N)+M*log(N)) for M members to remove of N")
                .flags(WRITE)
                .arguments(SortedSetSpecs.KEY, first, last);
    }
}

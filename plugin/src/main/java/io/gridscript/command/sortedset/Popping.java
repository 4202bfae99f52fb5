package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.List;

/** ZPOPMIN, ZPOPMAX and ZMPOP. */
final class Popping {

    private static final ErrorReply NEGATIVE_COUNT =
            ErrorReply.err("value is out of range, must be positive");
    private static final ErrorReply NO_KEYS = ErrorReply.err("numkeys should be greater than 0");
    private static final ErrorReply NO_COUNT = ErrorReply.err("count should be greater than 0");

    private Popping() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                zpop("zpopmin").summary("Takes the lowest members out of a sorted set."),
                (call, reply) -> pop(call, reply, PopEnd.MIN));
        table.onKeyspace(
                zpop("zpopmax").summary("Takes the highest members out of a sorted set."),
                (call, reply) -> pop(call, reply, PopEnd.MAX));
        table.onKeyspace(zmpop(), Popping::popFirst);
    }

    /** Pairs are nested in RESP3 where a count was asked for. */
    private static void pop(CommandCall call, ReplyWriter reply, PopEnd end) {
        if (call.count() > 3) {
            throw ErrorReply.SYNTAX;
        }
        boolean counted = call.count() == 3;
        long count =
                counted
                        ? IntegerArgument.between(
                                call.argument(2), 0, Long.MAX_VALUE, NEGATIVE_COUNT)
                        : 1;
        SortedSetValue set = call.database().findForWrite(call.argument(1), SortedSetValue.class);
        if (set == null || count == 0) {
            reply.array(0);
            return;
        }
        tell(
                pop(call.database(), call.argument(1), set, end, count),
                counted && reply.protocol() > 2,
                reply);
    }

    /** Pops from the first key that holds a sorted set. */
    private static void popFirst(CommandCall call, ReplyWriter reply) {
        if (!popFirst(call, Request.of(call.arguments(), 1), reply)) {
            reply.nilArray();
        }
    }

    /** False, and no reply, when none of the sorted sets is there. */
    static boolean popFirst(CommandCall call, Request request, ReplyWriter reply) {
        Database database = call.database();
        for (int i = request.firstKey; i < request.endAt; i++) {
            byte[] key = call.argument(i);
            SortedSetValue set = database.findForWrite(key, SortedSetValue.class);
            if (set != null) {
                reply.array(2);
                reply.bulk(key);
                List<SortedSetMember> taken = pop(database, key, set, request.end, request.count);
                tell(taken, true, reply);
                if (call.isPropagated()) {
                    request.end.propagate(call, key, RedisNumbers.bytes(taken.size()));
                }
                return true;
            }
        }
        return false;
    }

    /**
     * What ZMPOP or BZMPOP wants.
     *
     * @param firstKey where the keys begin
     * @param endAt where the end to take from is named, behind the last key
     */
    record Request(int firstKey, int endAt, PopEnd end, long count) {

        static Request of(byte[][] words, int numberAt) {
            long keys = IntegerArgument.between(words[numberAt], 1, Long.MAX_VALUE, NO_KEYS);
            if (keys > words.length - numberAt - 2) {
                throw ErrorReply.SYNTAX;
            }
            int endAt = numberAt + 1 + (int) keys;
            PopEnd end = PopEnd.parse(words[endAt]);
            return new Request(numberAt + 1, endAt, end, countOption(words, endAt + 1));
        }
    }

    private static long countOption(byte[][] words, int at) {
        if (at == words.length) {
            return 1;
        }
        if (!Ascii.is(words[at], "count") || at + 1 == words.length) {
            throw ErrorReply.SYNTAX;
        }
        long count = IntegerArgument.between(words[at + 1], 1, Long.MAX_VALUE, NO_COUNT);
        if (at + 2 < words.length) {
            throw ErrorReply.SYNTAX;
        }
        return count;
    }

    static List<SortedSetMember> pop(
            Database database, byte[] key, SortedSetValue set, PopEnd end, long count) {
        List<SortedSetMember> taken = end.take(set, count);
        database.notifyOf(end == PopEnd.MIN ? KeyEvent.ZPOPMIN : KeyEvent.ZPOPMAX, key);
        Removal.removeIfEmpty(database, key, set);
        return taken;
    }

    private static void tell(List<SortedSetMember> taken, boolean nested, ReplyWriter reply) {
        taken.forEach(Pairs.begin(taken.size(), true, nested, reply)::add);
    }

    private static CommandSpec.Builder zpop(String name) {
        return SortedSetSpecs.of(name, -2, RW, ACCESS, DELETE)
                .since("5.0.0")
                .complexity("O(M*log(N)) for M members to take of N")
                .flags(WRITE, FAST)
                .arguments(SortedSetSpecs.KEY, Argument.integer("count").asOptional());
    }

    private static CommandSpec.Builder zmpop() {
        return SortedSetSpecs.any("zmpop", -4)
                .keys(KeySpec.counted(1, RW, ACCESS, DELETE))
                .since("7.0.0")
                .complexity("O(K)+O(M*log(N)) for K keys, M members to take of N")
                .summary("Takes members out of the first sorted set that there is.")
                .flags(WRITE)
                .arguments(
                        SortedSetSpecs.NUMBER_OF_KEYS,
                        SortedSetSpecs.KEY.repeated(),
                        SortedSetSpecs.MIN_OR_MAX,
                        SortedSetSpecs.COUNT);
    }
}

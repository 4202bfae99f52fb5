package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;

/** LPOS. */
final class ListSearch {

    private static final ErrorReply RANK_ZERO =
            ErrorReply.err(
                    "RANK can't be zero: use 1 to start from the first match, 2 from the second ... "
                            + "or use negative to start from the end of the list");
    private static final ErrorReply NEGATIVE_COUNT = ErrorReply.err("COUNT can't be negative");
    private static final ErrorReply NEGATIVE_LENGTH = ErrorReply.err("MAXLEN can't be negative");

    private ListSearch() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), ListSearch::search);
    }

    private static void search(CommandCall call, ReplyWriter reply) {
        Options options = Options.of(call);
        ListValue list = call.database().find(call.argument(1), ListValue.class);
        int[] found = list == null ? new int[0] : matches(list, call.argument(2), options);
        if (options.count >= 0) {
            reply.array(found.length);
            for (int index : found) {
                reply.integer(index);
            }
        } else if (found.length > 0) {
            reply.integer(found[0]);
        } else {
            reply.nil();
        }
    }

    private static int[] matches(ListValue list, byte[] element, Options options) {
        ListEnd from = options.rank > 0 ? ListEnd.HEAD : ListEnd.TAIL;
        long most = options.length == 0 ? list.size() : options.length;
        EqualElements equal = new EqualElements(list, element, from, most);
        equal.skip(Math.abs(options.rank) - 1);
        return equal.next(options.wanted());
    }

    /**
     * What is asked for.
     *
     * @param rank the first match that counts, from the tail when below zero
     * @param count how many matches, 0 for all, or -1: one, not in an array
     * @param length how many elements are looked at, 0 for all
     */
    private record Options(long rank, long count, long length) {

        static Options of(CommandCall call) {
            long rank = 1;
            long count = -1;
            long length = 0;
            for (int at = 3; at < call.count(); at += 2) {
                if (at + 1 == call.count()) {
                    throw ErrorReply.SYNTAX;
                }
                byte[] word = call.argument(at);
                byte[] value = call.argument(at + 1);
                if (Ascii.is(word, "rank")) {
                    rank = rank(value);
                } else if (Ascii.is(word, "count")) {
                    count = IntegerArgument.between(value, 0, Long.MAX_VALUE, NEGATIVE_COUNT);
                } else if (Ascii.is(word, "maxlen")) {
                    length = IntegerArgument.between(value, 0, Long.MAX_VALUE, NEGATIVE_LENGTH);
                } else {
                    throw ErrorReply.SYNTAX;
                }
            }
            return new Options(rank, count, length);
        }

        private static long rank(byte[] value) {
            long rank = IntegerArgument.between(value, -Long.MAX_VALUE, Long.MAX_VALUE);
            if (rank == 0) {
                throw RANK_ZERO;
            }
            return rank;
        }

        long wanted() {
            if (count == 0) {
                return Long.MAX_VALUE;
            }
            return count < 0 ? 1 : count;
        }
    }

    private static CommandSpec.Builder spec() {
        return ListSpecs.of("lpos", -3, RO, ACCESS)
                .since("6.0.6")
                .complexity("O(N) for N elements of the list that are looked at")
                .summary("Tells where in a list elements equal to one are.")
                .flags(READONLY)
                .arguments(
                        ListSpecs.KEY,
                        ListSpecs.ELEMENT,
                        Argument.integer("rank").after("RANK").asOptional(),
                        Argument.integer("num-matches").after("COUNT").asOptional(),
                        Argument.integer("len").after("MAXLEN").asOptional());
    }
}

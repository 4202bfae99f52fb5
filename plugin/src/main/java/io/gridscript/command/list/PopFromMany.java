package io.gridscript.command.list;

import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.DELETE;
import static io.gridscript.spec.KeyFlag.RW;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** LMPOP: elements of the first list among several keys. */
final class PopFromMany {

    private static final ErrorReply NO_KEYS = ErrorReply.err("numkeys should be greater than 0");
    private static final ErrorReply NOTHING_WANTED =
            ErrorReply.err("count should be greater than 0");

    private PopFromMany() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), PopFromMany::pop);
    }

    private static void pop(CommandCall call, ReplyWriter reply) {
        if (!pop(call, Request.of(call, 1), reply)) {
            reply.nilArray();
        }
    }

    /** False, and no reply, when none of the lists is there. */
    static boolean pop(CommandCall call, Request request, ReplyWriter reply) {
        for (int i = request.firstKey; i < request.endAt; i++) {
            byte[] key = call.argument(i);
            ListValue list = call.database().findForWrite(key, ListValue.class);
            if (list != null) {
                byte[][] taken =
                        ListPopping.take(call.database(), key, list, request.end, request.count);
                reply.array(2);
                reply.bulk(key);
                ListPopping.write(taken, reply);
                if (call.isPropagated()) {
                    byte[] count = RedisNumbers.bytes(taken.length);
                    ListPopping.propagate(call, key, request.end, count);
                }
                return true;
            }
        }
        return false;
    }

    /**
     * What is wanted.
     *
     * @param firstKey where the keys begin
     * @param endAt where the end to take from is named, behind the last key
     */
    record Request(int firstKey, int endAt, ListEnd end, long count) {

        static Request of(CommandCall call, int numberAt) {
            long keys =
                    IntegerArgument.between(call.argument(numberAt), 1, Long.MAX_VALUE, NO_KEYS);
            if (keys >= call.count() - numberAt - 1) {
                throw ErrorReply.SYNTAX;
            }
            int endAt = numberAt + 1 + (int) keys;
            ListEnd end = EndArgument.of(call.argument(endAt));
            return new Request(numberAt + 1, endAt, end, count(call, endAt + 1));
        }

        private static long count(CommandCall call, int at) {
            if (call.count() == at) {
                return 1;
            }
            if (call.count() == at + 1 || !Ascii.is(call.argument(at), "count")) {
                throw ErrorReply.SYNTAX;
            }
            long count =
                    IntegerArgument.between(
                            call.argument(at + 1), 1, Long.MAX_VALUE, NOTHING_WANTED);
            if (call.count() > at + 2) {
                throw ErrorReply.SYNTAX;
            }
            return count;
        }
    }

    private static CommandSpec.Builder spec() {
        return ListSpecs.of("lmpop", -4, KeySpec.counted(1, RW, ACCESS, DELETE))
                .since("7.0.0")
                .complexity("O(N+M) for N keys and M elements in the reply")
                .summary("Takes elements at an end of the first of several lists that is there.")
                .flags(WRITE)
                .arguments(
                        Argument.integer("numkeys"),
                        ListSpecs.KEY.repeated(),
                        ListSpecs.end("where"),
                        Argument.integer("count").after("COUNT").asOptional());
    }
}

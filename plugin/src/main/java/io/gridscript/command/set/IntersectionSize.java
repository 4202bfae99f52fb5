package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** SINTERCARD. */
final class IntersectionSize {

    private static final int FIRST_KEY = 2;

    private static final ErrorReply NO_KEYS = ErrorReply.err("numkeys should be greater than 0");
    private static final ErrorReply TOO_MANY_KEYS =
            ErrorReply.err("Number of keys can't be greater than number of args");
    private static final ErrorReply NEGATIVE_LIMIT = ErrorReply.err("LIMIT can't be negative");

    private IntersectionSize() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), IntersectionSize::count);
    }

    private static void count(CommandCall call, ReplyWriter reply) {
        long keys = IntegerArgument.between(call.argument(1), 1, Long.MAX_VALUE, NO_KEYS);
        if (keys > call.count() - FIRST_KEY) {
            throw TOO_MANY_KEYS;
        }
        int end = FIRST_KEY + (int) keys;
        long limit = limit(call, end);
        SetValue[] sets = Operands.read(call, FIRST_KEY, end);
        reply.integer(Intersection.isOneMissing(sets) ? 0 : count(sets, limit));
    }

    /** The last of several limits counts; 0 is none. */
    private static long limit(CommandCall call, int from) {
        long limit = 0;
        for (int i = from; i < call.count(); i += 2) {
            if (!Ascii.is(call.argument(i), "limit") || i + 1 == call.count()) {
                throw ErrorReply.SYNTAX;
            }
            limit =
                    IntegerArgument.between(
                            call.argument(i + 1), 0, Long.MAX_VALUE, NEGATIVE_LIMIT);
        }
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    private static int count(SetValue[] sets, long limit) {
        CommonMembers members = new CommonMembers(sets);
        int count = 0;
        while (count < limit && members.hasNext()) {
            members.next();
            count++;
        }
        return count;
    }

    private static CommandSpec.Builder spec() {
        return SetSpecs.of("sintercard", -3, KeySpec.counted(1, RO, ACCESS))
                .since("7.0.0")
                .complexity(Intersection.COMPLEXITY)
                .summary("Counts the members that sets have in common.")
                .flags(READONLY)
                .arguments(
                        Argument.integer("numkeys"),
                        SetSpecs.KEY.repeated(),
                        Argument.integer("limit").after("LIMIT").asOptional());
    }
}

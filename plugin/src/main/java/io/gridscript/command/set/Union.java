package io.gridscript.command.set;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;

/** SUNION and SUNIONSTORE. */
final class Union {

    private static final String COMPLEXITY = "O(N) for N members of all sets together";

    private Union() {}

    static void register(CommandTable table) {
        table.onKeyspace(sunion(), Union::tell);
        table.onKeyspace(sunionstore(), Union::store);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        SetValue[] sets = Operands.read(call, 1, call.count());
        SetValue result = Operands.forReply(sets, call);
        collect(sets, result);
        SetReply.write(result, reply);
    }

    private static void store(CommandCall call, ReplyWriter reply) {
        SetValue result = Operands.forStore(call);
        collect(Operands.read(call, 2, call.count()), result);
        Operands.store(result, call, KeyEvent.SUNIONSTORE, reply);
    }

    private static void collect(SetValue[] sets, SetValue result) {
        for (SetValue set : sets) {
            if (set != null) {
                set.forEach(result::add);
            }
        }
    }

    private static CommandSpec.Builder sunion() {
        return SetSpecs.combining("sunion")
                .complexity(COMPLEXITY)
                .summary("Lists the members of all of some sets.");
    }

    private static CommandSpec.Builder sunionstore() {
        return SetSpecs.storing("sunionstore", KeyFlag.OW)
                .complexity(COMPLEXITY)
                .summary("Stores the members of all of some sets.");
    }
}

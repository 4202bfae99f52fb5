package io.gridscript.command.set;

import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;

/** SUNION and SUNIONSTORE. */
final class Union {

    private static final String COMPLEXITY = "O(N) for N members of all sets together";

    private Union() {}

    static void register(CommandTable table) {
        table.onKeyspace(sunion(), Operands.telling(Union::collect));
        table.onKeyspace(sunionstore(), Operands.storing(Union::collect, KeyEvent.SUNIONSTORE));
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

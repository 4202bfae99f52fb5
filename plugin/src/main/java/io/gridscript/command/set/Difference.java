package io.gridscript.command.set;

import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;

/** SDIFF and SDIFFSTORE. */
final class Difference {

    private static final String COMPLEXITY = "O(N) for N members of all sets together";

    private Difference() {}

    static void register(CommandTable table) {
        table.onKeyspace(sdiff(), Operands.telling(Difference::collect));
        table.onKeyspace(sdiffstore(), Operands.storing(Difference::collect, KeyEvent.SDIFFSTORE));
    }

    private static void collect(SetValue[] sets, SetValue result) {
        if (sets[0] == null || isAlsoSubtracted(sets)) {
            return;
        }
        if (lookingUpPays(sets)) {
            lookUp(sets, result);
        } else {
            subtract(sets, result);
        }
    }

    private static boolean isAlsoSubtracted(SetValue[] sets) {
        for (int i = 1; i < sets.length; i++) {
            if (sets[i] == sets[0]) {
                return true;
            }
        }
        return false;
    }

    /** As Redis decides: a look-up counts as half as much as a removal. */
    private static boolean lookingUpPays(SetValue[] sets) {
        long lookUps = 0;
        long members = 0;
        for (SetValue set : sets) {
            if (set != null) {
                lookUps += sets[0].size();
                members += set.size();
            }
        }
        return lookUps / 2 <= members;
    }

    private static void lookUp(SetValue[] sets, SetValue result) {
        for (byte[] member : sets[0]) {
            if (!isSubtracted(sets, member)) {
                result.add(member);
            }
        }
    }

    private static boolean isSubtracted(SetValue[] sets, byte[] member) {
        for (int i = 1; i < sets.length; i++) {
            if (sets[i] != null && sets[i].contains(member)) {
                return true;
            }
        }
        return false;
    }

    private static void subtract(SetValue[] sets, SetValue result) {
        sets[0].forEach(result::add);
        for (int i = 1; i < sets.length && !result.isEmpty(); i++) {
            if (sets[i] != null) {
                sets[i].forEach(result::remove);
            }
        }
    }

    private static CommandSpec.Builder sdiff() {
        return SetSpecs.combining("sdiff")
                .complexity(COMPLEXITY)
                .summary("Lists the members of a set that no other of some sets has.");
    }

    private static CommandSpec.Builder sdiffstore() {
        return SetSpecs.storing("sdiffstore", KeyFlag.OW)
                .complexity(COMPLEXITY)
                .summary("Stores the members of a set that no other of some sets has.");
    }
}

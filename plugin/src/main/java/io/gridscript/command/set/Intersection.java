package io.gridscript.command.set;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** SINTER and SINTERSTORE. */
final class Intersection {

    static final String COMPLEXITY = "O(N*M) for N members of the smallest of M sets";

    private Intersection() {}

    static void register(CommandTable table) {
        table.onKeyspace(sinter(), Intersection::tell);
        table.onKeyspace(sinterstore(), Intersection::store);
    }

    private static void tell(CommandCall call, ReplyWriter reply) {
        SetValue[] sets = Operands.read(call, 1, call.count());
        if (isOneMissing(sets)) {
            reply.set(0);
            return;
        }
        List<byte[]> members = new ArrayList<>();
        new CommonMembers(sets).forEachRemaining(members::add);
        SetReply.write(members, reply);
    }

    /** Nothing has members in common with a set that isn't there. */
    static boolean isOneMissing(SetValue[] sets) {
        return Arrays.asList(sets).contains(null);
    }

    private static void store(CommandCall call, ReplyWriter reply) {
        SetValue[] sets = Operands.read(call, 2, call.count());
        SetValue result =
                isOneMissing(sets)
                        ? Operands.forStore(call)
                        : intersection(sets, call.keyspace().encodingLimits());
        Operands.store(result, call, KeyEvent.SINTERSTORE, reply);
    }

    private static SetValue intersection(SetValue[] sets, EncodingLimits limits) {
        CommonMembers members = new CommonMembers(sets);
        SetValue result =
                members.smallest().isIntset()
                        ? SetValue.ofIntegers(limits)
                        : SetValue.inOrder(limits);
        members.forEachRemaining(result::add);
        result.preferIntegers();
        return result;
    }

    private static CommandSpec.Builder sinter() {
        return SetSpecs.combining("sinter")
                .complexity(COMPLEXITY)
                .summary("Lists the members that sets have in common.");
    }

    private static CommandSpec.Builder sinterstore() {
        return SetSpecs.storing("sinterstore", KeyFlag.RW)
                .complexity(COMPLEXITY)
                .summary("Stores the members that sets have in common.");
    }
}

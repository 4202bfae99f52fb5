package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.FAST;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandSpec;

/** SISMEMBER, SMISMEMBER, SCARD and SMEMBERS. */
final class SetReading {

    private SetReading() {}

    static void register(CommandTable table) {
        table.onKeyspace(sismember(), SetReading::isMember);
        table.onKeyspace(smismember(), SetReading::areMembers);
        table.onKeyspace(scard(), SetReading::count);
        table.onKeyspace(smembers(), SetReading::list);
    }

    private static void isMember(CommandCall call, ReplyWriter reply) {
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        reply.integer(set != null && set.contains(call.argument(2)) ? 1 : 0);
    }

    private static void areMembers(CommandCall call, ReplyWriter reply) {
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            reply.integer(set != null && set.contains(call.argument(i)) ? 1 : 0);
        }
    }

    private static void count(CommandCall call, ReplyWriter reply) {
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        reply.integer(set == null ? 0 : set.size());
    }

    private static void list(CommandCall call, ReplyWriter reply) {
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        if (set == null) {
            reply.set(0);
        } else {
            SetReply.write(set, reply);
        }
    }

    private static CommandSpec.Builder sismember() {
        return SetSpecs.ofOne("sismember", 3, RO)
                .complexity("O(1)")
                .summary("Tells whether a set has a member.")
                .flags(READONLY, FAST)
                .arguments(SetSpecs.KEY, SetSpecs.MEMBER);
    }

    private static CommandSpec.Builder smismember() {
        return SetSpecs.ofOne("smismember", -3, RO, ACCESS)
                .since("6.2.0")
                .complexity("O(N) for N members asked for")
                .summary("Tells of several members whether a set has them.")
                .flags(READONLY, FAST)
                .arguments(SetSpecs.KEY, SetSpecs.MEMBER.repeated());
    }

    private static CommandSpec.Builder scard() {
        return SetSpecs.ofOne("scard", 2, RO)
                .complexity("O(1)")
                .summary("Counts the members of a set.")
                .flags(READONLY, FAST)
                .arguments(SetSpecs.KEY);
    }

    private static CommandSpec.Builder smembers() {
        return SetSpecs.ofOne("smembers", 2, RO, ACCESS)
                .complexity("O(N) for N members in the set")
                .summary("Lists all members of a set.")
                .flags(READONLY)
                .tips("nondeterministic_output_order")
                .arguments(SetSpecs.KEY);
    }
}

package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;
import static io.gridscript.command.string.StringSpecs.VALUE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** MSET and MSETNX. */
final class MultipleSetting {

    private MultipleSetting() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                spec("mset", KeyFlag.UPDATE)
                        .summary("Gives several keys string values at once.")
                        .tips("request_policy:multi_shard", "response_policy:all_succeeded"),
                MultipleSetting::setAll);
        table.onKeyspace(
                spec("msetnx", KeyFlag.INSERT)
                        .summary("Gives several keys string values unless one of them exists."),
                MultipleSetting::setAllIfNew);
    }

    private static CommandSpec.Builder spec(String name, KeyFlag flag) {
        return StringSpecs.of(name, -3, KeySpec.range(1, -1, 2, KeyFlag.OW, flag))
                .since("1.0.1")
                .complexity("O(N) where N is the number of keys to set.")
                .flags(CommandFlag.WRITE, CommandFlag.DENYOOM)
                .arguments(Argument.block("data", KEY, VALUE).repeated());
    }

    private static void setAll(CommandCall call, ReplyWriter reply) {
        checkPairs(call);
        putAll(call);
        reply.ok();
    }

    private static void setAllIfNew(CommandCall call, ReplyWriter reply) {
        checkPairs(call);
        for (int i = 1; i < call.count(); i += 2) {
            if (call.database().findForWrite(call.argument(i)) != null) {
                reply.integer(0);
                return;
            }
        }
        putAll(call);
        reply.integer(1);
    }

    private static void checkPairs(CommandCall call) {
        if (call.count() % 2 == 0) {
            throw CommandTable.wrongNumberOfArguments(call.command().spec());
        }
    }

    private static void putAll(CommandCall call) {
        for (int i = 1; i < call.count(); i += 2) {
            call.database().put(call.argument(i), StringValue.encode(call.argument(i + 1)));
            call.notifyOf(KeyEvent.SET, call.argument(i));
        }
    }
}

package io.gridscript.command.string;

import static io.gridscript.command.string.StringSpecs.KEY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** GET, MGET and STRLEN. */
final class Getting {

    private Getting() {}

    static void register(CommandTable table) {
        table.onKeyspace(
                StringSpecs.of("get", 2, KeySpec.key(1, KeyFlag.RO, KeyFlag.ACCESS))
                        .since("1.0.0")
                        .summary("Tells the string value of a key.")
                        .flags(CommandFlag.READONLY, CommandFlag.FAST)
                        .arguments(KEY),
                Getting::get);
        table.onKeyspace(
                StringSpecs.of("mget", -2, KeySpec.range(1, -1, 1, KeyFlag.RO, KeyFlag.ACCESS))
                        .since("1.0.0")
                        .summary("Tells the string values of several keys at once.")
                        .complexity("O(N) where N is the number of keys to retrieve.")
                        .flags(CommandFlag.READONLY, CommandFlag.FAST)
                        .tips("request_policy:multi_shard")
                        .arguments(KEY.repeated()),
                Getting::getAll);
        table.onKeyspace(
                StringSpecs.of("strlen", 2, KeySpec.key(1, KeyFlag.RO))
                        .since("2.2.0")
                        .summary("Tells how long the string value of a key is.")
                        .flags(CommandFlag.READONLY, CommandFlag.FAST)
                        .arguments(KEY),
                Getting::length);
    }

    /** Answers a string, or nil when there is none. */
    static void answer(StringValue value, ReplyWriter reply) {
        if (value == null) {
            reply.nil();
        } else {
            value.writeTo(reply);
        }
    }

    private static void get(CommandCall call, ReplyWriter reply) {
        answer(call.database().find(call.argument(1), StringValue.class), reply);
    }

    private static void getAll(CommandCall call, ReplyWriter reply) {
        reply.array(call.count() - 1);
        for (int i = 1; i < call.count(); i++) {
            Entry entry = call.database().find(call.argument(i));
            boolean isString = entry != null && entry.value() instanceof StringValue;
            answer(isString ? (StringValue) entry.value() : null, reply);
        }
    }

    private static void length(CommandCall call, ReplyWriter reply) {
        StringValue value = call.database().find(call.argument(1), StringValue.class);
        reply.integer(value == null ? 0 : value.length());
    }
}

package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.IntegerArgument;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.KeyEvent;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;

/** COPY. */
final class Copying {

    private static final ErrorReply NOT_IN_CLUSTER =
            ErrorReply.err("Copying to another database is not allowed in cluster mode");

    private final boolean clusterEnabled;

    Copying(boolean clusterEnabled) {
        this.clusterEnabled = clusterEnabled;
    }

    void register(CommandTable table) {
        table.onKeyspace(copy(), this::copy);
    }

    private void copy(CommandCall call, ReplyWriter reply) {
        Options options = options(call);
        Database from = call.database();
        Database to = options.to();
        if (clusterEnabled && (from.number() != 0 || to.number() != 0)) {
            throw NOT_IN_CLUSTER;
        }
        byte[] key = call.argument(1);
        byte[] newKey = call.argument(2);
        if (from == to && Arrays.equals(key, newKey)) {
            throw ErrorReply.SAME_OBJECT;
        }
        Entry source = from.find(key);
        boolean taken = source != null && to.findForWrite(newKey) != null;
        if (source == null || (taken && !options.replace())) {
            reply.integer(0);
            return;
        }
        from.copy(source, to, newKey);
        to.notifyOf(KeyEvent.COPY_TO, newKey);
        reply.integer(1);
    }

    private record Options(Database to, boolean replace) {}

    private static Options options(CommandCall call) {
        Database to = call.database();
        boolean replace = false;
        for (int i = 3; i < call.count(); i++) {
            byte[] word = call.argument(i);
            if (Ascii.is(word, "replace")) {
                replace = true;
            } else if (Ascii.is(word, "db") && i + 1 < call.count()) {
                to = IntegerArgument.database(call.keyspace(), call.argument(++i));
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new Options(to, replace);
    }

    private static CommandSpec.Builder copy() {
        return GenericSpecs.ofKey("copy", -3, RO, ACCESS)
                .keys(KeySpec.key(2, OW, UPDATE))
                .since("6.2.0")
                .complexity("O(N) for a value of N elements, O(1) for a string")
                .summary("Gives another key an equal value and the same expiration time.")
                .flags(WRITE, DENYOOM)
                .arguments(
                        Argument.key("source"),
                        Argument.key("destination").keySpec(1),
                        Argument.integer("destination-db").after("DB").asOptional(),
                        Argument.token("replace", "REPLACE").asOptional());
    }
}

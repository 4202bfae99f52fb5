package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.ScanCursor;
import io.gridscript.command.ScanOptions;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** SSCAN. */
final class SetScan {

    private SetScan() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), SetScan::scan);
    }

    /** Without a set nobody reads the options, as in Redis. */
    private static void scan(CommandCall call, ReplyWriter reply) {
        long cursor = ScanCursor.parse(call.argument(2));
        SetValue set = call.database().find(call.argument(1), SetValue.class);
        List<byte[]> members = new ArrayList<>();
        long next = 0;
        if (set != null) {
            ScanOptions options = ScanOptions.parse(call.arguments(), 3, ScanOptions.Kind.OTHER);
            next = collect(set, cursor, options, members);
            members.removeIf(member -> !options.matches(member));
        }
        reply.array(2);
        reply.bulk(ScanCursor.bytes(next));
        reply.array(members.size());
        members.forEach(reply::bulk);
    }

    /** A small set comes whole, whatever COUNT says, and in order. */
    private static long collect(
            SetValue set, long cursor, ScanOptions options, List<byte[]> members) {
        if (set.isCompact()) {
            set.forEach(members::add);
            return 0;
        }
        return options.collect(cursor, set::scan, members);
    }

    private static CommandSpec.Builder spec() {
        return SetSpecs.ofOne("sscan", -3, RO, ACCESS)
                .since("2.8.0")
                .complexity(ScanOptions.COMPLEXITY)
                .summary("Goes through the members of a set, some with every call.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .arguments(
                        SetSpecs.KEY,
                        Argument.integer("cursor"),
                        ScanOptions.MATCH,
                        ScanOptions.COUNT);
    }
}

package io.gridscript.command.sortedset;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.ScanCursor;
import io.gridscript.command.ScanOptions;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** ZSCAN. */
final class SortedSetScan {

    private SortedSetScan() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), SortedSetScan::scan);
    }

    /** Without a sorted set nobody reads the options, as in Redis. */
    private static void scan(CommandCall call, ReplyWriter reply) {
        long cursor = ScanCursor.parse(call.argument(2));
        SortedSetValue set = call.database().find(call.argument(1), SortedSetValue.class);
        List<SortedSetMember> members = new ArrayList<>();
        long next = 0;
        if (set != null) {
            ScanOptions options = ScanOptions.parse(call.arguments(), 3, ScanOptions.Kind.OTHER);
            next = collect(set, cursor, options, members);
            members.removeIf(member -> !options.matches(member.name()));
        }
        reply.array(2);
        reply.bulk(ScanCursor.bytes(next));
        reply.array(2 * members.size());
        for (SortedSetMember member : members) {
            reply.bulk(member.name());
            reply.bulk(score(set, member));
        }
    }

    /** A small set comes whole, whatever COUNT says, and in order. */
    private static long collect(
            SortedSetValue set, long cursor, ScanOptions options, List<SortedSetMember> members) {
        if (set.isCompact()) {
            set.forEach(members::add);
            return 0;
        }
        return options.collect(cursor, set::scan, members);
    }

    /** Scores are text here in either version of RESP, and its digits depend on the encoding. */
    private static byte[] score(SortedSetValue set, SortedSetMember member) {
        return set.isCompact()
                ? RedisNumbers.bytes(member.score())
                : RedisNumbers.bytesOfSeventeenDigits(member.score());
    }

    private static CommandSpec.Builder spec() {
        return SortedSetSpecs.of("zscan", -3, RO, ACCESS)
                .since("2.8.0")
                .complexity(ScanOptions.COMPLEXITY)
                .summary("Goes through the members of a sorted set, some with every call.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .arguments(
                        SortedSetSpecs.KEY,
                        Argument.integer("cursor"),
                        ScanOptions.MATCH,
                        ScanOptions.COUNT);
    }
}

package io.gridscript.command.hash;

import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.ScanCursor;
import io.gridscript.command.ScanOptions;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** HSCAN. */
final class HashScan {

    private HashScan() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), HashScan::scan);
    }

    /** Without a hash nobody reads the options, as in Redis. */
    private static void scan(CommandCall call, ReplyWriter reply) {
        long cursor = ScanCursor.parse(call.argument(2));
        HashValue hash = call.database().find(call.argument(1), HashValue.class);
        List<HashField> fields = new ArrayList<>();
        long next = 0;
        boolean withValues = true;
        if (hash != null) {
            ScanOptions options = ScanOptions.parse(call.arguments(), 3, ScanOptions.Kind.HASH);
            next = collect(hash, cursor, options, fields);
            fields.removeIf(field -> !options.matches(field.name()));
            withValues = !options.withoutValues();
        }
        reply.array(2);
        reply.bulk(ScanCursor.bytes(next));
        reply.array(withValues ? 2 * fields.size() : fields.size());
        for (HashField field : fields) {
            reply.bulk(field.name());
            if (withValues) {
                reply.bulk(field.value());
            }
        }
    }

    /** A small hash comes whole, whatever COUNT says, and in order. */
    private static long collect(
            HashValue hash, long cursor, ScanOptions options, List<HashField> fields) {
        if (hash.isCompact()) {
            hash.forEach(fields::add);
            return 0;
        }
        return options.collect(cursor, hash::scan, fields);
    }

    private static CommandSpec.Builder spec() {
        return HashSpecs.of("hscan", -3, RO, ACCESS)
                .since("2.8.0")
                .complexity(ScanOptions.COMPLEXITY)
                .summary("Goes through the fields of a hash, some with every call.")
                .flags(READONLY)
                .tips("nondeterministic_output")
                .arguments(
                        HashSpecs.KEY,
                        Argument.integer("cursor"),
                        ScanOptions.MATCH,
                        ScanOptions.COUNT,
                        Argument.token("novalues", "NOVALUES").asOptional());
    }
}

package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.READONLY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.ScanCursor;
import io.gridscript.command.ScanOptions;
import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** SCAN. */
final class KeyScan {

    private KeyScan() {}

    static void register(CommandTable table) {
        table.onKeyspace(spec(), KeyScan::scan);
    }

    private static void scan(CommandCall call, ReplyWriter reply) {
        long cursor = ScanCursor.parse(call.argument(1));
        ScanOptions options = ScanOptions.parse(call.arguments(), 2, ScanOptions.Kind.KEYS);
        Database database = call.database();
        List<Entry> entries = new ArrayList<>();
        long next = options.collect(cursor, database::scan, entries);
        entries.removeIf(entry -> !isWanted(entry, options, database));
        call.propagatesApart();
        reply.array(2);
        reply.bulk(ScanCursor.bytes(next));
        reply.array(entries.size());
        for (Entry entry : entries) {
            reply.bulk(entry.key());
        }
    }

    /** Of the keys that the options ask for, the expired ones are removed on the way. */
    private static boolean isWanted(Entry entry, ScanOptions options, Database database) {
        String type = options.type();
        return (type == null || type.equals(entry.value().type()))
                && options.matches(entry.key())
                && !database.keyspace().expiry().expireIfDue(entry);
    }

    private static CommandSpec.Builder spec() {
        return GenericSpecs.of("scan", -2)
                .since("2.8.0")
                .complexity(ScanOptions.COMPLEXITY)
                .summary("Goes through the keys of the database, some with every call.")
                .flags(READONLY)
                .tips(
                        GenericSpecs.RANDOM_OUTPUT,
                        "request_policy:special",
                        "response_policy:special")
                .changed("6.0.0", "Takes the option TYPE.")
                .arguments(
                        Argument.integer("cursor"),
                        ScanOptions.MATCH,
                        ScanOptions.COUNT,
                        Argument.string("type").after("TYPE").since("6.0.0").asOptional());
    }
}

package io.gridscript.command.generic;

import static io.gridscript.spec.CommandFlag.READONLY;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.List;

/** KEYS and RANDOMKEY. */
final class Listing {

    private Listing() {}

    static void register(CommandTable table) {
        table.onKeyspace(keys(), Listing::listKeys);
        table.onKeyspace(randomkey(), Listing::tellRandomKey);
    }

    /** Leaves out expired keys without removing them, as Redis does. */
    private static void listKeys(CommandCall call, ReplyWriter reply) {
        GlobPattern pattern = GlobPattern.of(call.argument(1));
        List<byte[]> keys = new ArrayList<>();
        call.database()
                .forEach(
                        entry -> {
                            if (pattern.matches(entry.key())) {
                                keys.add(entry.key());
                            }
                        });
        reply.array(keys.size());
        for (byte[] key : keys) {
            reply.bulk(key);
        }
    }

    private static void tellRandomKey(CommandCall call, ReplyWriter reply) {
        Entry entry = call.database().random();
        call.propagatesApart();
        reply.bulkOrNil(entry == null ? null : entry.key());
    }

    private static CommandSpec.Builder keys() {
        return GenericSpecs.of("keys", 2)
                .since("1.0.0")
                .complexity("O(N) for N keys in the database")
                .summary("Lists all keys whose name matches a pattern.")
                .flags(READONLY)
                .categories(AclCategory.DANGEROUS)
                .tips(GenericSpecs.FROM_ALL_SHARDS, GenericSpecs.RANDOM_ORDER)
                .arguments(Argument.pattern("pattern"));
    }

    private static CommandSpec.Builder randomkey() {
        return GenericSpecs.of("randomkey", 1)
                .since("1.0.0")
                .complexity("O(1)")
                .summary("Names some key of the database, all equally likely.")
                .flags(READONLY)
                .tips(
                        GenericSpecs.FROM_ALL_SHARDS,
                        "response_policy:special",
                        GenericSpecs.RANDOM_OUTPUT);
    }
}

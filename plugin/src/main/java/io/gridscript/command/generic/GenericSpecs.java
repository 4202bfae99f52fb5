package io.gridscript.command.generic;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of the key commands have in common. */
final class GenericSpecs {

    static final String RANDOM_OUTPUT = "nondeterministic_output";
    static final String RANDOM_ORDER = "nondeterministic_output_order";
    static final String FROM_ALL_SHARDS = "request_policy:all_shards";

    static final Argument KEY = Argument.key("key");

    private GenericSpecs() {}

    /** The spec of a command without keys. */
    static CommandSpec.Builder of(String name, int arity) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.GENERIC)
                .categories(AclCategory.KEYSPACE);
    }

    /** The spec of a command with one key, its first argument. */
    static CommandSpec.Builder ofKey(String name, int arity, KeyFlag first, KeyFlag... more) {
        return of(name, arity).keys(KeySpec.key(1, first, more));
    }

    /** The spec of a command that takes any number of keys and counts some of them. */
    static CommandSpec.Builder ofKeys(String name, KeyFlag first, KeyFlag... more) {
        return of(name, -2)
                .keys(KeySpec.range(1, -1, 1, first, more))
                .tips("request_policy:multi_shard", "response_policy:agg_sum")
                .arguments(KEY.repeated());
    }
}

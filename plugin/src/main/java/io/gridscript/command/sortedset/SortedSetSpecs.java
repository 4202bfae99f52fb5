package io.gridscript.command.sortedset;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of all sorted set commands have in common. */
final class SortedSetSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument MEMBER = Argument.string("member");
    static final Argument NUMBER_OF_KEYS = Argument.integer("numkeys");
    static final Argument MIN_OR_MAX =
            Argument.oneOf("where", Argument.token("min", "MIN"), Argument.token("max", "MAX"));

    static final Argument COUNT = Argument.integer("count").after("COUNT").asOptional();
    static final Argument WITH_SCORES = Argument.token("withscores", "WITHSCORES").asOptional();
    static final Argument LIMIT =
            Argument.block("limit", Argument.integer("offset"), Argument.integer("count"))
                    .after("LIMIT")
                    .asOptional();

    private SortedSetSpecs() {}

    /** The spec of a command whose first argument is the key of a sorted set. */
    static CommandSpec.Builder of(String name, int arity, KeyFlag first, KeyFlag... more) {
        return any(name, arity).keys(KeySpec.key(1, first, more));
    }

    /** The spec of a command that says where its keys are. */
    static CommandSpec.Builder any(String name, int arity) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.SORTED_SET)
                .since("1.2.0")
                .categories(AclCategory.SORTEDSET);
    }
}

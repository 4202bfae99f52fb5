package io.gridscript.command.hash;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of all hash commands have in common. */
final class HashSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument FIELD = Argument.string("field");
    static final Argument VALUE = Argument.string("value");
    static final Argument FIELDS_WITH_VALUES = Argument.block("data", FIELD, VALUE).repeated();

    private HashSpecs() {}

    /** The spec of a command whose first argument is the key of a hash. */
    static CommandSpec.Builder of(String name, int arity, KeyFlag first, KeyFlag... more) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.HASH)
                .since("2.0.0")
                .categories(AclCategory.HASH)
                .keys(KeySpec.key(1, first, more));
    }
}

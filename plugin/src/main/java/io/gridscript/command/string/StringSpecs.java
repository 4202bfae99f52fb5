package io.gridscript.command.string;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** What the specs of all string commands have in common. */
final class StringSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument VALUE = Argument.string("value");

    private StringSpecs() {}

    static CommandSpec.Builder of(String name, int arity, KeySpec keys) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.STRING)
                .complexity("O(1)")
                .categories(AclCategory.STRING)
                .keys(keys);
    }
}

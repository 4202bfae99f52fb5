package io.gridscript.command.list;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of all list commands have in common. */
final class ListSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument ELEMENT = Argument.string("element");
    static final Argument INDEX = Argument.integer("index");
    static final Argument START = Argument.integer("start");
    static final Argument STOP = Argument.integer("stop");

    private ListSpecs() {}

    /** The spec of a command whose first argument is the key of a list. */
    static CommandSpec.Builder of(String name, int arity, KeyFlag first, KeyFlag... more) {
        return of(name, arity, KeySpec.key(1, first, more));
    }

    static CommandSpec.Builder of(String name, int arity, KeySpec... keys) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.LIST)
                .categories(AclCategory.LIST)
                .keys(keys);
    }

    /** A choice between the ends of a list. */
    static Argument end(String name) {
        return Argument.oneOf(
                name, Argument.token("left", "LEFT"), Argument.token("right", "RIGHT"));
    }
}

package io.gridscript.command.geo;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of several geo commands have in common. */
final class GeoSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument MEMBER = Argument.string("member");
    static final Argument UNIT =
            Argument.oneOf(
                    "unit",
                    Argument.token("m", "m"),
                    Argument.token("km", "km"),
                    Argument.token("ft", "ft"),
                    Argument.token("mi", "mi"));

    private GeoSpecs() {}

    /** The spec of a command that reads the key behind its name. */
    static CommandSpec.Builder reading(String name, int arity) {
        return any(name, arity).keys(KeySpec.key(1, KeyFlag.RO, KeyFlag.ACCESS));
    }

    /** The spec of a command that says where its keys are. */
    static CommandSpec.Builder any(String name, int arity) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.GEO)
                .since("3.2.0")
                .categories(AclCategory.GEO);
    }
}

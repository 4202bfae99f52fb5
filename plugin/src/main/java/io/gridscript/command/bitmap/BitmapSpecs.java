package io.gridscript.command.bitmap;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;

/** What the specs of all bitmap commands have in common. */
final class BitmapSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument OFFSET = Argument.integer("offset");
    static final Argument START = Argument.integer("start");
    static final Argument END = Argument.integer("end");
    static final Argument UNIT =
            Argument.oneOf("unit", Argument.token("byte", "BYTE"), Argument.token("bit", "BIT"))
                    .asOptional()
                    .since("7.0.0");

    private BitmapSpecs() {}

    static CommandSpec.Builder of(String name, int arity, KeySpec... keys) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.BITMAP)
                .categories(AclCategory.BITMAP)
                .keys(keys);
    }
}

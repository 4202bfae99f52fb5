package io.gridscript.command.set;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** What the specs of all set commands have in common. */
final class SetSpecs {

    static final Argument KEY = Argument.key("key");
    static final Argument MEMBER = Argument.string("member");

    private SetSpecs() {}

    /** The spec of a command with these keys. */
    static CommandSpec.Builder of(String name, int arity, KeySpec... keys) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.SET)
                .since("1.0.0")
                .categories(AclCategory.SET)
                .keys(keys);
    }

    /** The spec of a command whose first argument is the key of a set. */
    static CommandSpec.Builder ofOne(String name, int arity, KeyFlag first, KeyFlag... more) {
        return of(name, arity, KeySpec.key(1, first, more));
    }

    /** The spec of a command that combines sets. */
    static CommandSpec.Builder combining(String name) {
        return of(name, -2, KeySpec.range(1, -1, 1, RO, ACCESS))
                .flags(READONLY)
                .tips("nondeterministic_output_order")
                .arguments(KEY.repeated());
    }

    /** The spec of a command that combines sets and stores what comes out. */
    static CommandSpec.Builder storing(String name, KeyFlag destination) {
        return of(
                        name,
                        -3,
                        KeySpec.key(1, destination, KeyFlag.UPDATE),
                        KeySpec.range(2, -1, 1, RO, ACCESS))
                .flags(WRITE, DENYOOM)
                .arguments(Argument.key("destination"), Argument.key("key").keySpec(1).repeated());
    }
}

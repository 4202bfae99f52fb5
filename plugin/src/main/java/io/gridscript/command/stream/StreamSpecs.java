package io.gridscript.command.stream;

import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.EnumSet;

/** What the specs of all stream commands have in common. */
final class StreamSpecs {

    static final String RANDOM_OUTPUT = "nondeterministic_output";

    static final Argument KEY = Argument.key("key");
    static final Argument GROUP = Argument.string("group");
    static final Argument CONSUMER = Argument.string("consumer");
    static final Argument IDS = Argument.string("ID").repeated();
    static final Argument COUNT = Argument.integer("count").after("COUNT").asOptional();
    static final Argument BLOCK = Argument.integer("milliseconds").after("BLOCK").asOptional();
    static final Argument JUST_ID = Argument.token("justid", "JUSTID").asOptional();

    /** A block whose parts all come several times. */
    static final Argument STREAMS = Argument.block("streams", KEY.repeated(), IDS).after("STREAMS");

    private StreamSpecs() {}

    /** The spec of a command whose first argument is the key of a stream. */
    static CommandSpec.Builder of(String name, int arity, KeyFlag first, KeyFlag... more) {
        return any(name, arity).keys(KeySpec.key(1, first, more));
    }

    /** The spec of a command that says where its keys are. */
    static CommandSpec.Builder any(String name, int arity) {
        return CommandSpec.command(name, arity)
                .group(CommandGroup.STREAM)
                .since("5.0.0")
                .categories(AclCategory.STREAM);
    }

    /** The spec of a subcommand without keys. */
    static CommandSpec.Builder subcommand(String parent, String name, int arity) {
        return CommandSpec.subcommand(parent, name, arity)
                .group(CommandGroup.STREAM)
                .since("5.0.0")
                .categories(AclCategory.STREAM);
    }

    /** The spec of a subcommand whose first argument is the key of a stream. */
    static CommandSpec.Builder subcommand(
            String parent, String name, int arity, KeyFlag first, KeyFlag... more) {
        return subcommand(parent, name, arity).keys(KeySpec.key(2, first, more)).arguments(KEY);
    }

    /** The spec of a command with as many keys as IDs behind the word STREAMS. */
    static CommandSpec.Builder reading(String name, int arity, int searchedFrom) {
        return any(name, arity)
                .keys(
                        new KeySpec(
                                new KeySpec.Keyword("STREAMS", searchedFrom),
                                new KeySpec.Range(-1, 1, 2),
                                EnumSet.of(KeyFlag.RO, KeyFlag.ACCESS),
                                null));
    }

    /** What XADD and XTRIM remove. */
    static Argument trim() {
        return Argument.block(
                "trim",
                Argument.oneOf(
                        "strategy",
                        Argument.token("maxlen", "MAXLEN"),
                        Argument.token("minid", "MINID").since("6.2.0")),
                Argument.oneOf(
                                "operator",
                                Argument.token("equal", "="),
                                Argument.token("approximately", "~"))
                        .asOptional(),
                Argument.string("threshold"),
                Argument.integer("count").after("LIMIT").asOptional().since("6.2.0"));
    }

    /** The spec's ID or the word for the last one. */
    static Argument idOrLast() {
        return Argument.oneOf("id-selector", Argument.string("id"), Argument.token("new-id", "$"));
    }
}

package io.gridscript.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * What is known of a command without running it: what COMMAND INFO and COMMAND DOCS tell, and what
 * admission (arity, ACL, scripts, transactions) decides by. Immutable.
 */
public final class CommandSpec {

    private final String name;
    private final String parent;
    private final int arity;
    private final CommandGroup group;
    private final Set<CommandFlag> flags;
    private final Set<AclCategory> categories;
    private final List<KeySpec> keySpecs;
    private final List<String> tips;
    private final CommandDocumentation documentation;
    private final Function<byte[][], Set<KeyFlag>> variableKeyFlags;
    private final LegacyRange legacyRange;
    private final ChannelSpec channels;
    private final int flagBits;

    private CommandSpec(Builder builder) {
        name = builder.name;
        parent = builder.parent;
        arity = builder.arity;
        group = builder.group;
        keySpecs = List.copyOf(builder.keySpecs);
        legacyRange = LegacyRange.of(keySpecs);
        flags = Collections.unmodifiableSet(withMovableKeys(builder.flags, keySpecs));
        categories =
                Collections.unmodifiableSet(AclCategory.withImplied(builder.categories, flags));
        tips = List.copyOf(builder.tips);
        documentation = builder.documentation();
        variableKeyFlags = builder.variableKeyFlags;
        channels = builder.channels;
        int bits = 0;
        for (CommandFlag flag : flags) {
            bits |= 1 << flag.ordinal();
        }
        flagBits = bits;
    }

    /**
     * Begins a spec.
     *
     * @param name lower case
     * @param arity number of words with the name itself; negative: at least that many
     */
    public static Builder command(String name, int arity) {
        return new Builder(name, null, arity);
    }

    /** Begins the spec of a subcommand; its arity counts the container's name too. */
    public static Builder subcommand(String parent, String name, int arity) {
        return new Builder(name, parent, arity);
    }

    /** The name alone, lower case; a subcommand's name without its container's. */
    public String name() {
        return name;
    }

    /** As clients see it: {@code get}, {@code script|flush}. */
    public String fullName() {
        return parent == null ? name : parent + "|" + name;
    }

    /** Name of the container, or null. */
    public String parent() {
        return parent;
    }

    public boolean isSubcommand() {
        return parent != null;
    }

    public int arity() {
        return arity;
    }

    /** Whether a request of so many words has neither too few nor too many. */
    public boolean accepts(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }

    public CommandGroup group() {
        return group;
    }

    public Set<CommandFlag> flags() {
        return flags;
    }

    public boolean is(CommandFlag flag) {
        return (flagBits & 1 << flag.ordinal()) != 0;
    }

    public Set<AclCategory> categories() {
        return categories;
    }

    public List<KeySpec> keySpecs() {
        return keySpecs;
    }

    /** What there was to say of its keys before there were key specs. */
    public LegacyRange legacyRange() {
        return legacyRange;
    }

    public List<String> tips() {
        return tips;
    }

    /** What is said of it to people. */
    public CommandDocumentation documentation() {
        return documentation;
    }

    /** Whether any of its arguments can be a key. */
    public boolean hasKeys() {
        for (KeySpec keySpec : keySpecs) {
            if (!keySpec.flags().contains(KeyFlag.NOT_KEY)) {
                return true;
            }
        }
        return false;
    }

    /** Which of its arguments are channels; null when none can be. */
    public ChannelSpec channels() {
        return channels;
    }

    /** What a request does with the keys of one of its key specs. */
    public Set<KeyFlag> keyFlags(KeySpec keySpec, byte[][] request) {
        return variableKeyFlags == null || !keySpec.flags().contains(KeyFlag.VARIABLE_FLAGS)
                ? keySpec.flags()
                : variableKeyFlags.apply(request);
    }

    /**
     * Tells the positions of all keys in a request, spec by spec.
     *
     * @return false when the request does not fit a spec
     */
    public boolean keyPositions(byte[][] request, IntConsumer position) {
        boolean fits = true;
        for (KeySpec keySpec : keySpecs) {
            if (!keySpec.flags().contains(KeyFlag.NOT_KEY)) {
                fits &= keySpec.positions(request, position);
            }
        }
        return fits;
    }

    @Override
    public String toString() {
        return fullName();
    }

    /** Keys that the old description can't tell are movable, as Redis says of such commands. */
    private static EnumSet<CommandFlag> withMovableKeys(
            Set<CommandFlag> given, List<KeySpec> keySpecs) {
        EnumSet<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
        flags.addAll(given);
        for (KeySpec keySpec : keySpecs) {
            if (!keySpec.isFixed() && !keySpec.flags().contains(KeyFlag.NOT_KEY)) {
                flags.add(CommandFlag.MOVABLEKEYS);
            }
        }
        return flags;
    }

    /** Collects what a spec says; used next to the code of the command. */
    public static final class Builder {

        private final String name;
        private final String parent;
        private final int arity;
        private CommandGroup group = CommandGroup.GENERIC;
        private String since = "1.0.0";
        private String complexity;
        private String summary = "";
        private final Set<CommandFlag> flags = EnumSet.noneOf(CommandFlag.class);
        private final Set<AclCategory> categories = EnumSet.noneOf(AclCategory.class);
        private final List<KeySpec> keySpecs = new ArrayList<>();
        private final List<String> tips = new ArrayList<>();
        private final List<CommandDocumentation.Change> history = new ArrayList<>();
        private final List<Argument> arguments = new ArrayList<>();
        private String deprecatedSince;
        private String replacedBy;
        private boolean systemCommand;
        private Function<byte[][], Set<KeyFlag>> variableKeyFlags;
        private ChannelSpec channels;

        private Builder(String name, String parent, int arity) {
            this.name = name;
            this.parent = parent;
            this.arity = arity;
        }

        public Builder group(CommandGroup value) {
            group = value;
            return this;
        }

        public Builder since(String version) {
            since = version;
            return this;
        }

        public Builder complexity(String text) {
            complexity = text;
            return this;
        }

        public Builder summary(String text) {
            summary = text;
            return this;
        }

        public Builder flags(CommandFlag... values) {
            flags.addAll(List.of(values));
            return this;
        }

        /** Categories beyond those that follow from the flags. */
        public Builder categories(AclCategory... values) {
            categories.addAll(List.of(values));
            return this;
        }

        public Builder keys(KeySpec... values) {
            keySpecs.addAll(List.of(values));
            return this;
        }

        public Builder tips(String... values) {
            tips.addAll(List.of(values));
            return this;
        }

        public Builder changed(String version, String text) {
            history.add(new CommandDocumentation.Change(version, text));
            return this;
        }

        public Builder arguments(Argument... values) {
            arguments.addAll(List.of(values));
            return this;
        }

        public Builder deprecated(String version, String replacement) {
            deprecatedSince = version;
            replacedBy = replacement;
            return this;
        }

        /** Not meant for users. */
        public Builder systemCommand() {
            systemCommand = true;
            return this;
        }

        /** Tells the key flags of a request where a key spec says that they vary. */
        public Builder variableKeyFlags(Function<byte[][], Set<KeyFlag>> ofRequest) {
            variableKeyFlags = ofRequest;
            return this;
        }

        public Builder channels(ChannelSpec value) {
            channels = value;
            return this;
        }

        private CommandDocumentation documentation() {
            return new CommandDocumentation(
                    summary,
                    since,
                    complexity,
                    history,
                    arguments,
                    systemCommand,
                    deprecatedSince,
                    replacedBy);
        }

        public CommandSpec build() {
            return new CommandSpec(this);
        }
    }
}

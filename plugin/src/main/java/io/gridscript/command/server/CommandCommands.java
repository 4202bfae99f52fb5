package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Help;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** COMMAND and its subcommands, which tell what the table holds. */
public final class CommandCommands {

    private static final String LOOK_UPS = "O(N) where N is the number of commands to look up";
    private static final String ALL = "O(N) where N is the total number of Redis commands";
    private static final String WORDS = "O(N) where N is the number of arguments to the command";

    private static final ErrorReply INVALID_COMMAND = ErrorReply.err("Invalid command specified");
    private static final ErrorReply NO_KEYS = ErrorReply.err("The command has no key arguments");
    private static final ErrorReply INVALID_COUNT =
            ErrorReply.err("Invalid number of arguments specified for command");
    private static final ErrorReply INVALID_ARGUMENTS =
            ErrorReply.err("Invalid arguments specified for command");

    private static final Help HELP =
            new Help(
                    "COMMAND",
                    "(no subcommand)",
                    "Tell about all commands.",
                    "COUNT",
                    "Count the commands.",
                    "LIST [FILTERBY (MODULE <module>|ACLCAT <category>|PATTERN <pattern>)]",
                    "Tell the names of commands.",
                    "INFO [<command-name> ...]",
                    "Tell about these commands, or about all.",
                    "DOCS [<command-name> ...]",
                    "Tell the documentation of these commands, or of all.",
                    "GETKEYS <full-command>",
                    "Tell which of these words are keys.",
                    "GETKEYSANDFLAGS <full-command>",
                    "Tell which of these words are keys, and what is done with them.");

    /** A key in a request and what is done with it. */
    private record Key(byte[] name, Set<KeyFlag> flags) {}

    private final CommandTable table;

    /**
     * @param table what is told about
     */
    public CommandCommands(CommandTable table) {
        this.table = table;
    }

    /** Registers them; the table need not be the one they tell about. */
    public void register(CommandTable target) {
        target.onSession(
                common(CommandSpec.command("command", -1), "2.8.13", ALL)
                        .tips("nondeterministic_output_order")
                        .summary("Tells about all commands."),
                (call, reply) -> writeInfo(List.copyOf(table.all()), reply));
        target.onSession(
                named("count", 2, "2.8.13", "O(1)").summary("Counts the commands."),
                (call, reply) -> reply.integer(table.size()));
        target.onSession(
                named("info", -2, "2.8.13", LOOK_UPS)
                        .tips("nondeterministic_output_order")
                        .summary("Tells about some or all commands.")
                        .changed("7.0.0", "Without names it tells about all commands.")
                        .arguments(Argument.string("command-name").asOptional().repeated()),
                this::info);
        target.onSession(
                named("docs", -2, "7.0.0", LOOK_UPS)
                        .tips("nondeterministic_output_order")
                        .summary("Tells the documentation of some or all commands.")
                        .arguments(Argument.string("command-name").asOptional().repeated()),
                this::docs);
        target.onSession(
                named("list", -2, "7.0.0", ALL)
                        .tips("nondeterministic_output_order")
                        .summary("Tells the names of commands.")
                        .arguments(
                                Argument.oneOf(
                                                "filterby",
                                                Argument.string("module-name").after("MODULE"),
                                                Argument.string("category").after("ACLCAT"),
                                                Argument.pattern("pattern").after("PATTERN"))
                                        .after("FILTERBY")
                                        .asOptional()),
                this::list);
        target.onSession(
                named("getkeys", -3, "2.8.13", WORDS)
                        .summary("Tells which words of a request are keys.")
                        .arguments(
                                Argument.string("command"),
                                Argument.string("arg").asOptional().repeated()),
                (call, reply) -> getKeys(call, reply, false));
        target.onSession(
                named("getkeysandflags", -3, "7.0.0", WORDS)
                        .summary("Tells which words of a request are keys, and their use.")
                        .arguments(
                                Argument.string("command"),
                                Argument.string("arg").asOptional().repeated()),
                (call, reply) -> getKeys(call, reply, true));
        target.onSession(
                named("help", 2, "5.0.0", "O(1)").summary("Tells the subcommands of COMMAND."),
                HELP::run);
    }

    private static CommandSpec.Builder named(
            String name, int arity, String since, String complexity) {
        return common(subcommand("command", name, arity), since, complexity);
    }

    private static CommandSpec.Builder common(
            CommandSpec.Builder spec, String since, String complexity) {
        return spec.group(CommandGroup.SERVER)
                .since(since)
                .complexity(complexity)
                .flags(CommandFlag.LOADING, CommandFlag.STALE)
                .categories(AclCategory.CONNECTION);
    }

    private void info(CommandCall call, ReplyWriter reply) {
        if (call.count() == 2) {
            writeInfo(List.copyOf(table.all()), reply);
            return;
        }
        List<Command> commands = new ArrayList<>();
        for (int i = 2; i < call.count(); i++) {
            commands.add(table.findByFullName(call.argument(i)));
        }
        writeInfo(commands, reply);
    }

    private static void writeInfo(List<Command> commands, ReplyWriter reply) {
        reply.array(commands.size());
        for (Command command : commands) {
            if (command == null) {
                reply.nil();
            } else {
                CommandInfo.write(command, reply);
            }
        }
    }

    private void docs(CommandCall call, ReplyWriter reply) {
        List<Command> commands = new ArrayList<>();
        for (int i = 2; i < call.count(); i++) {
            Command command = table.findByFullName(call.argument(i));
            if (command != null) {
                commands.add(command);
            }
        }
        if (call.count() == 2) {
            commands.addAll(table.all());
        }
        CommandDocs docs = new CommandDocs(reply);
        reply.map(commands.size());
        for (Command command : commands) {
            reply.bulk(command.spec().fullName());
            docs.write(command);
        }
    }

    private void list(CommandCall call, ReplyWriter reply) {
        Predicate<CommandSpec> filter = filter(call);
        List<String> names = new ArrayList<>();
        for (Command command : table.all()) {
            addName(command.spec(), filter, names);
            for (Command subcommand : command.subcommands().values()) {
                addName(subcommand.spec(), filter, names);
            }
        }
        reply.array(names.size());
        names.forEach(reply::bulk);
    }

    private static void addName(
            CommandSpec spec, Predicate<CommandSpec> filter, List<String> names) {
        if (filter.test(spec)) {
            names.add(spec.fullName());
        }
    }

    private static Predicate<CommandSpec> filter(CommandCall call) {
        if (call.count() == 2) {
            return spec -> true;
        }
        if (call.count() != 5 || !Ascii.is(call.argument(2), "filterby")) {
            throw ErrorReply.SYNTAX;
        }
        byte[] wanted = call.argument(4);
        switch (Ascii.lowerCase(call.argument(3))) {
            case "module":
                // There are no modules.
                return spec -> false;
            case "aclcat":
                return spec -> isIn(spec.categories(), wanted);
            case "pattern":
                GlobPattern pattern = GlobPattern.ignoringCase(wanted);
                return spec -> pattern.matches(Ascii.bytes(spec.fullName()));
            default:
                throw ErrorReply.SYNTAX;
        }
    }

    private static boolean isIn(Set<AclCategory> categories, byte[] name) {
        for (AclCategory category : categories) {
            if (Ascii.is(name, category.text())) {
                return true;
            }
        }
        return false;
    }

    private void getKeys(CommandCall call, ReplyWriter reply, boolean withFlags) {
        byte[][] request = Arrays.copyOfRange(call.arguments(), 2, call.count());
        List<Key> keys = keys(request);
        reply.array(keys.size());
        for (Key key : keys) {
            if (withFlags) {
                reply.array(2);
            }
            reply.bulk(key.name());
            if (withFlags) {
                CommandInfo.writeKeyFlags(key.flags(), reply);
            }
        }
    }

    private List<Key> keys(byte[][] request) {
        Command command = table.resolve(request);
        if (command == null) {
            throw INVALID_COMMAND;
        }
        CommandSpec spec = command.spec();
        if (!spec.hasKeys()) {
            throw NO_KEYS;
        }
        if (!spec.accepts(request.length)) {
            throw INVALID_COUNT;
        }
        List<Key> keys = new ArrayList<>();
        boolean fits = true;
        for (KeySpec keySpec : spec.keySpecs()) {
            if (!keySpec.flags().contains(KeyFlag.NOT_KEY)) {
                Set<KeyFlag> flags = spec.keyFlags(keySpec, request);
                fits &= keySpec.positions(request, at -> keys.add(new Key(request[at], flags)));
            }
        }
        if (!fits || keys.isEmpty() && !spec.is(CommandFlag.NO_MANDATORY_KEYS)) {
            throw INVALID_ARGUMENTS;
        }
        return keys;
    }
}

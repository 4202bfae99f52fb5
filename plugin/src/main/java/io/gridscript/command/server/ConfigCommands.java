package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.command.server.Directives.Assignment;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/** CONFIG and its subcommands. */
public final class ConfigCommands {

    private static final ErrorReply NO_FILE =
            ErrorReply.err("The server is running without a config file");

    private static final HelpText HELP =
            new HelpText(
                    "GET <pattern> [<pattern> ...]",
                    "    Tell the directives whose names match, and their values.",
                    "SET <directive> <value> [<directive> <value> ...]",
                    "    Change directives, all of them or none.",
                    "RESETSTAT",
                    "    Let the statistics of INFO begin again.",
                    "REWRITE",
                    "    Refused: settings come from the Hazelcast configuration.");

    /** Directives for tests: patterns don't find them, as in Redis. */
    private static final Set<String> HIDDEN = Set.of("key-load-delay", "rdb-key-save-delay");

    private final Directives directives;
    private final StatisticsReset reset;

    /**
     * @param reset what RESETSTAT resets
     */
    public ConfigCommands(Directives directives, StatisticsReset reset) {
        this.directives = directives;
        this.reset = reset;
    }

    public void register(CommandTable table) {
        table.container(
                command("config", -2)
                        .group(CommandGroup.SERVER)
                        .since("2.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about configuration."));
        table.onSession(
                config("get", -3)
                        .complexity(
                                "O(N) when N is the number of configuration parameters provided")
                        .summary("Tells the values of directives.")
                        .changed("7.0.0", "Takes several patterns.")
                        .arguments(Argument.string("parameter").repeated()),
                this::get);
        table.onGrid(
                config("set", -4)
                        .complexity(
                                "O(N) when N is the number of configuration parameters provided")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Changes directives while the server runs.")
                        .changed("7.0.0", "Takes several directives.")
                        .arguments(
                                Argument.block(
                                                "data",
                                                Argument.string("parameter"),
                                                Argument.string("value"))
                                        .repeated()),
                this::set);
        table.onMember(
                config("resetstat", 2)
                        .complexity("O(1)")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Lets the statistics of INFO begin again."),
                (call, reply) -> {
                    reset.run(call.keyspace());
                    reply.ok();
                });
        table.onSession(
                config("rewrite", 2)
                        .since("2.8.0")
                        .complexity("O(1)")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Would write the configuration to a file; always refused."),
                (call, reply) -> {
                    throw NO_FILE;
                });
        table.onSession(
                subcommand("config", "help", 2)
                        .group(CommandGroup.SERVER)
                        .since("5.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of CONFIG."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static CommandSpec.Builder config(String name, int arity) {
        return subcommand("config", name, arity)
                .group(CommandGroup.SERVER)
                .since("2.0.0")
                .flags(
                        CommandFlag.ADMIN,
                        CommandFlag.NOSCRIPT,
                        CommandFlag.LOADING,
                        CommandFlag.STALE);
    }

    private void get(CommandCall call, ReplyWriter reply) {
        SortedMap<String, String> all = directives.all();
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 2; i < call.count(); i++) {
            find(call.argument(i), all, found);
        }
        reply.map(found.size());
        found.forEach(
                (name, value) -> {
                    reply.bulk(name);
                    reply.bulk(value);
                });
    }

    /** A name without wildcards comes back as it was asked for, in whatever case. */
    private static void find(
            byte[] wanted, SortedMap<String, String> all, Map<String, String> found) {
        if (isPattern(wanted)) {
            GlobPattern pattern = GlobPattern.ignoringCase(wanted);
            all.forEach(
                    (name, value) -> {
                        if (!HIDDEN.contains(name)
                                && !containsName(found, name)
                                && pattern.matches(Ascii.bytes(name))) {
                            found.put(name, value);
                        }
                    });
            return;
        }
        String value = all.get(Ascii.lowerCase(wanted));
        if (value != null && !containsName(found, Ascii.lowerCase(wanted))) {
            found.put(Ascii.string(wanted), value);
        }
    }

    private static boolean containsName(Map<String, String> found, String lowerCaseName) {
        for (String name : found.keySet()) {
            if (Ascii.is(Ascii.bytes(name), lowerCaseName)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPattern(byte[] text) {
        for (byte b : text) {
            if (b == '[' || b == '*' || b == '?') {
                return true;
            }
        }
        return false;
    }

    private CompletionStage<Reply> set(CommandCall call) {
        if (call.count() % 2 != 0) {
            throw ErrorReply.SYNTAX;
        }
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 2; i < call.count(); i += 2) {
            assignments.add(
                    new Assignment(
                            Ascii.string(call.argument(i)), Ascii.string(call.argument(i + 1))));
        }
        return directives.set(assignments).thenApply(nothing -> Reply.OK);
    }
}

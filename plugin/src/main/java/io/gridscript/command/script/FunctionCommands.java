package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.dump.LibraryDump;
import io.gridscript.reply.Reply;
import io.gridscript.script.BusyReplies;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.Library;
import io.gridscript.script.RunInProgress;
import io.gridscript.script.RunsInProgress;
import io.gridscript.script.ScriptKills;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** FUNCTION and its subcommands. */
public final class FunctionCommands {

    private static final String ALL_SHARDS = "request_policy:all_shards";
    private static final String ALL_SUCCEEDED = "response_policy:all_succeeded";

    private static final HelpText HELP =
            new HelpText(
                    "DELETE <library-name>",
                    "    Remove a library and its functions on every member.",
                    "DUMP",
                    "    Return all libraries as a payload for FUNCTION RESTORE.",
                    "FLUSH [ASYNC|SYNC]",
                    "    Remove all libraries on every member. Both modes do the same.",
                    "KILL",
                    "    End the function in execution, if it has not written yet.",
                    "LIST [LIBRARYNAME <pattern>] [WITHCODE]",
                    "    Tell of the libraries, or of those whose names match a pattern: name,",
                    "    engine, functions with description and flags, and the code if asked for.",
                    "LOAD [REPLACE] <function-code>",
                    "    Load a library on every member, perhaps in place of one of its name.",
                    "RESTORE <serialized-value> [FLUSH|APPEND|REPLACE]",
                    "    Load the libraries of a payload of FUNCTION DUMP, all of them or none:",
                    "    * APPEND: beside those there are, if no name is taken (the default).",
                    "    * FLUSH: instead of those there are.",
                    "    * REPLACE: in place of those of the same names.",
                    "STATS",
                    "    Tell of the function in execution, and how many there are.");

    private final FunctionLibraries libraries;
    private final Executor executor;
    private final LibraryChanges changes;
    private final ScriptKills kills;
    private final RunsInProgress runs;
    private final LongPredicate isBusyAfter;

    /**
     * @param executor where libraries are compiled, their top levels run, and payloads are made
     * @param isBusyAfter whether others are told BUSY when something has run for so many
     *     milliseconds
     * @param flushLazily the directive lazyfree-lazy-user-flush
     */
    public FunctionCommands(
            FunctionLibraries libraries,
            Executor executor,
            ScriptKills kills,
            RunsInProgress runs,
            LongPredicate isBusyAfter,
            BooleanSupplier flushLazily) {
        this.libraries = libraries;
        this.executor = executor;
        this.kills = kills;
        this.runs = runs;
        this.isBusyAfter = isBusyAfter;
        changes = new LibraryChanges(libraries, executor, flushLazily);
    }

    public void register(CommandTable table) {
        table.container(
                command("function", -2)
                        .group(CommandGroup.SCRIPTING)
                        .since("7.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about libraries of functions."));
        registerChanges(table);
        registerReports(table);
        table.onGrid(
                function("kill", 2)
                        .flags(CommandFlag.ALLOW_BUSY)
                        .complexity("O(1)")
                        .summary("Ends the function in execution.")
                        .tips(ALL_SHARDS, "response_policy:one_succeeded"),
                call ->
                        kills.killLongest(true)
                                .thenApply(kill -> ScriptCommands.reply(kill, true)));
        table.onSession(
                subcommand("function", "help", 2)
                        .group(CommandGroup.SCRIPTING)
                        .since("7.0.0")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .categories(AclCategory.SCRIPTING)
                        .complexity("O(1)")
                        .summary("Explains the subcommands."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private void registerChanges(CommandTable table) {
        table.onGrid(
                changing("delete", 3)
                        .complexity("O(1)")
                        .summary("Removes a library and its functions.")
                        .arguments(Argument.string("library-name")),
                changes::delete);
        table.onGrid(
                changing("flush", -2)
                        .complexity("O(N) where N is the number of functions deleted")
                        .summary("Removes all libraries and their functions.")
                        .arguments(
                                Argument.oneOf(
                                                "flush-type",
                                                Argument.token("async", "ASYNC"),
                                                Argument.token("sync", "SYNC"))
                                        .asOptional()),
                changes::flush);
        table.onGrid(
                changing("load", -3)
                        .flags(CommandFlag.DENYOOM)
                        .complexity("O(1) (considering compilation time is redundant)")
                        .summary("Loads a library.")
                        .arguments(
                                Argument.token("replace", "REPLACE").asOptional(),
                                Argument.string("function-code")),
                changes::load);
        table.onGrid(
                changing("restore", -3)
                        .flags(CommandFlag.DENYOOM)
                        .complexity("O(N) where N is the number of functions on the payload")
                        .summary("Loads all libraries of a payload.")
                        .arguments(
                                Argument.string("serialized-value"),
                                Argument.oneOf(
                                                "policy",
                                                Argument.token("flush", "FLUSH"),
                                                Argument.token("append", "APPEND"),
                                                Argument.token("replace", "REPLACE"))
                                        .asOptional()),
                changes::restore);
    }

    private void registerReports(CommandTable table) {
        table.onGrid(
                function("dump", 2)
                        .complexity("O(N) where N is the number of functions")
                        .summary("Returns all libraries as one payload."),
                call -> dump());
        table.onGrid(
                function("list", -2)
                        .complexity("O(N) where N is the number of functions")
                        .summary("Tells of the libraries.")
                        .tips("nondeterministic_output_order")
                        .arguments(
                                Argument.string("library-name-pattern")
                                        .after("LIBRARYNAME")
                                        .asOptional(),
                                Argument.token("withcode", "WITHCODE").asOptional()),
                call -> libraries.lease().trusting(LibraryReports.list(call, libraries::present)));
        table.onGrid(
                function("stats", 2)
                        .flags(CommandFlag.ALLOW_BUSY)
                        .complexity("O(1)")
                        .summary("Tells of the function in execution.")
                        .tips("nondeterministic_output", ALL_SHARDS, "response_policy:special"),
                call -> statistics());
    }

    private static CommandSpec.Builder changing(String name, int arity) {
        return function(name, arity).flags(CommandFlag.WRITE).tips(ALL_SHARDS, ALL_SUCCEEDED);
    }

    private static CommandSpec.Builder function(String name, int arity) {
        return subcommand("function", name, arity)
                .group(CommandGroup.SCRIPTING)
                .since("7.0.0")
                .flags(CommandFlag.NOSCRIPT)
                .categories(AclCategory.SCRIPTING);
    }

    /** Compressing takes time that a connection's thread hasn't. */
    private CompletionStage<Reply> dump() {
        return libraries
                .lease()
                .trusting(() -> Reply.OK)
                .thenApplyAsync(any -> payload(), executor);
    }

    private Reply payload() {
        byte[] payload =
                LibraryDump.of(libraries.present().all().stream().map(Library::code).toList());
        return reply -> reply.bulk(payload);
    }

    private CompletionStage<Reply> statistics() {
        return runs.longest().thenApply(this::statistics);
    }

    private Reply statistics(Optional<RunInProgress> run) {
        if (run.isPresent() && !run.get().isFunction() && isBusyAfter.test(run.get().millis())) {
            throw BusyReplies.SCRIPT;
        }
        return LibraryReports.statistics(
                run.filter(RunInProgress::isFunction), libraries.present());
    }
}

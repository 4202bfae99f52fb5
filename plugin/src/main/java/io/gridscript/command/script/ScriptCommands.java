package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.BusyReplies;
import io.gridscript.script.CachedScript;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptKills;
import io.gridscript.script.TotalsOfMembers;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** SCRIPT and its subcommands. */
public final class ScriptCommands {

    public static final ErrorReply NO_SCRIPT =
            ErrorReply.of("NOSCRIPT No matching script. Please use EVAL.");
    public static final ErrorReply NO_NAMED_SCRIPT =
            ErrorReply.of("NOSCRIPT No script has that name. Please use SCRIPT LOAD.");
    public static final ErrorReply NO_LEASE =
            ErrorReply.err(
                    "The script authority can't be reached, so this member doesn't know which"
                            + " scripts were flushed: try again, or use EVAL");
    private static final ErrorReply NOT_BUSY =
            ErrorReply.of("NOTBUSY No scripts in execution right now.");
    private static final ErrorReply UNKILLABLE =
            ErrorReply.of(
                    "UNKILLABLE Sorry the script already executed write commands against the"
                            + " dataset. You can either wait the script termination or kill the"
                            + " server in a hard way using the SHUTDOWN NOSAVE command.");
    private static final ErrorReply FLUSH_OPTION =
            ErrorReply.err("SCRIPT FLUSH only support SYNC|ASYNC option");

    private static final ErrorReply STATS_ARGUMENTS =
            ErrorReply.err("wrong number of arguments for 'script|stats' command");
    private static final ErrorReply DEBUG_MODE = ErrorReply.err("Use SCRIPT DEBUG YES/SYNC/NO");
    private static final ErrorReply NO_DEBUGGER =
            ErrorReply.err("SCRIPT DEBUG is not supported by this server: it has no debugger");

    private static final String[] HELP = {
        "SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
        "EXISTS <sha1> [<sha1> ...]",
        "    Tell for each SHA1 digest whether that script is in the script cache.",
        "FLUSH [ASYNC|SYNC]",
        "    Empty the script cache on every member. Without a mode the",
        "    lazyfree-lazy-user-flush directive decides. The modes are:",
        "    * ASYNC: Swap the script map out and destroy the old one in the background.",
        "    * SYNC: Clear the script map before the reply.",
        "KILL",
        "    End the script in execution, if it has not written yet.",
        "LOAD <script>",
        "    Put a script into the script cache without running it.",
        "SHOW <sha1>",
        "    Return the source of a script in the script cache.",
        "STATS [<sha1>]",
        "    Tell what the runs of one script, or of all, took on all members together.",
        "DEBUG (YES|SYNC|NO)",
        "    There is no debugger; NO is taken.",
        "HELP",
        "    Print this help."
    };

    private final ScriptCache cache;
    private final ScriptKills kills;
    private final TotalsOfMembers totals;
    private final BooleanSupplier flushLazily;

    /**
     * @param flushLazily the directive lazyfree-lazy-user-flush
     */
    public ScriptCommands(
            ScriptCache cache,
            ScriptKills kills,
            TotalsOfMembers totals,
            BooleanSupplier flushLazily) {
        this.cache = cache;
        this.kills = kills;
        this.totals = totals;
        this.flushLazily = flushLazily;
    }

    public void register(CommandTable table) {
        table.container(
                command("script", -2)
                        .group(CommandGroup.SCRIPTING)
                        .since("2.6.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about the script cache."));
        table.onGrid(
                script("exists", -3)
                        .complexity(
                                "O(N) with N being the number of scripts to check (so"
                                        + " checking a single script is an O(1) operation).")
                        .summary("Tells which scripts are in the script cache.")
                        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
                        .arguments(Argument.string("sha1").repeated()),
                this::exists);
        table.onGrid(
                script("flush", -2)
                        .complexity("O(N) with N being the number of scripts in cache")
                        .summary("Empties the script cache.")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .changed("6.2.0", "The modes `ASYNC` and `SYNC`.")
                        .arguments(
                                Argument.oneOf(
                                                "flush-type",
                                                Argument.token("async", "ASYNC"),
                                                Argument.token("sync", "SYNC"))
                                        .since("6.2.0")
                                        .asOptional()),
                this::flush);
        table.onSession(
                subcommand("script", "help", 2)
                        .group(CommandGroup.SCRIPTING)
                        .since("5.0.0")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .categories(AclCategory.SCRIPTING)
                        .complexity("O(1)")
                        .summary("Explains the subcommands."),
                (call, reply) -> writeHelp(reply));
        table.onGrid(
                script("kill", 2)
                        .flags(CommandFlag.ALLOW_BUSY)
                        .complexity("O(1)")
                        .summary("Ends the script in execution.")
                        .tips("request_policy:all_shards", "response_policy:one_succeeded"),
                this::kill);
        table.onGrid(
                script("load", 3)
                        .flags(CommandFlag.STALE)
                        .complexity("O(N) with N being the length in bytes of the script body.")
                        .summary("Puts a script into the script cache.")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .arguments(Argument.string("script")),
                this::load);
        table.onGrid(
                script("show", 3)
                        .since("8.0.0")
                        .complexity("O(1)")
                        .summary("Returns the source of a script in the script cache.")
                        .arguments(Argument.string("sha1")),
                this::show);
        table.onGrid(
                script("stats", -2)
                        .since("8.0.0")
                        .complexity("O(N log N) with N the number of scripts, O(1) for one.")
                        .summary("Tells what the runs of scripts took on all members together.")
                        .arguments(Argument.string("sha1").asOptional()),
                this::stats);
        table.onGrid(
                script("debug", 3)
                        .since("3.2.0")
                        .complexity("O(1)")
                        .summary("Would turn the debugger of scripts on and off.")
                        .arguments(
                                Argument.oneOf(
                                        "mode",
                                        Argument.token("yes", "YES"),
                                        Argument.token("sync", "SYNC"),
                                        Argument.token("no", "NO"))),
                ScriptCommands::debug);
    }

    private static CommandSpec.Builder script(String name, int arity) {
        return subcommand("script", name, arity)
                .group(CommandGroup.SCRIPTING)
                .since("2.6.0")
                .flags(CommandFlag.NOSCRIPT)
                .categories(AclCategory.SCRIPTING);
    }

    private CompletionStage<Reply> exists(CommandCall call) {
        byte[][] words = call.arguments();
        return cache.lease()
                .trusting(
                        () -> {
                            int[] found = new int[words.length - 2];
                            for (int i = 0; i < found.length; i++) {
                                found[i] = cache.index().contains(words[i + 2]) ? 1 : 0;
                            }
                            return reply -> {
                                reply.array(found.length);
                                for (int each : found) {
                                    reply.integer(each);
                                }
                            };
                        });
    }

    private CompletionStage<Reply> flush(CommandCall call) {
        return cache.authority()
                .flush(FlushModes.of(call, flushLazily, FLUSH_OPTION))
                .thenApply(any -> Reply.OK);
    }

    private CompletionStage<Reply> load(CommandCall call) {
        LoadedBy loadedBy =
                Loading.by(call.connection(), LoadedBy.How.SCRIPT_LOAD, cache.authority());
        return cache.authority()
                .load(call.argument(2), loadedBy)
                .thenApply(script -> writer -> writer.bulk(script.sha1()));
    }

    private CompletionStage<Reply> show(CommandCall call) {
        byte[] sha1 = call.argument(2);
        return cache.lease()
                .trusting(
                        () -> {
                            Script script = cache.find(sha1);
                            if (script == null) {
                                throw NO_SCRIPT;
                            }
                            return reply -> reply.bulk(script.source());
                        });
    }

    private CompletionStage<Reply> stats(CommandCall call) {
        if (call.count() > 3) {
            throw STATS_ARGUMENTS;
        }
        if (call.count() == 2) {
            return totals.collect(null).thenApply(ScriptStatsCommand::ofAll);
        }
        CachedScript cached = cache.index().cached(call.argument(2));
        if (cached == null) {
            throw NO_SCRIPT;
        }
        Script script = cached.script();
        return totals.collect(script.sha1Text())
                .thenApply(all -> ScriptStatsCommand.of(script, all));
    }

    private static CompletionStage<Reply> debug(CommandCall call) {
        byte[] mode = call.argument(2);
        if (Ascii.is(mode, "no")) {
            return CompletableFuture.completedFuture(Reply.OK);
        }
        throw Ascii.is(mode, "yes") || Ascii.is(mode, "sync") ? NO_DEBUGGER : DEBUG_MODE;
    }

    private CompletionStage<Reply> kill(CommandCall call) {
        return kills.killLongest(false).thenApply(kill -> reply(kill, false));
    }

    /**
     * What SCRIPT KILL or FUNCTION KILL answers.
     *
     * @param function whether a function was to end, or else a script
     */
    static Reply reply(RunningScripts.Kill kill, boolean function) {
        return switch (kill) {
            case KILLED -> Reply.OK;
            case NOT_BUSY -> throw NOT_BUSY;
            case UNKILLABLE -> throw UNKILLABLE;
            case ANOTHER_KIND -> throw function ? BusyReplies.SCRIPT : BusyReplies.FUNCTION;
        };
    }

    private static void writeHelp(ReplyWriter reply) {
        reply.array(HELP.length);
        for (String line : HELP) {
            reply.status(line);
        }
    }
}

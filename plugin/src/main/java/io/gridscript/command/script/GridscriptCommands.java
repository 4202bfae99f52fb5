package io.gridscript.command.script;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.Reply;
import io.gridscript.script.CachedScript;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptTotals;
import io.gridscript.script.TotalsOfMembers;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** GRIDSCRIPT and its subcommands: what is told of scripts that Redis doesn't know. */
public final class GridscriptCommands {

    private static final HelpText HELP =
            new HelpText(
                    "SCRIPTS [SHA <sha1> | NAME <name>] [WITHSOURCE]",
                    "    Tell of the scripts in the script cache, or of one: SHA1 digest, name and",
                    "    whether the script is found by it, flags, bytes of source, who brought it,",
                    "    epoch, calls on all members together, and the source if asked for.",
                    "SHA <name>",
                    "    Return the SHA1 digest of the script that was last loaded with a name.");

    private final ScriptCache cache;
    private final TotalsOfMembers totals;

    public GridscriptCommands(ScriptCache cache, TotalsOfMembers totals) {
        this.cache = cache;
        this.totals = totals;
    }

    public void register(CommandTable table) {
        table.container(
                command("gridscript", -2)
                        .group(CommandGroup.SCRIPTING)
                        .since("8.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands that tell of scripts what Redis has not."));
        table.onSession(
                subcommand("gridscript", "help", 2)
                        .group(CommandGroup.SCRIPTING)
                        .since("8.0.0")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .categories(AclCategory.SCRIPTING)
                        .complexity("O(1)")
                        .summary("Explains the subcommands."),
                (call, reply) -> HELP.writeTo(reply, call));
        table.onGrid(
                gridscript("scripts", -2)
                        .complexity("O(N log N) with N the number of scripts, O(1) for one.")
                        .summary("Tells of the scripts in the script cache.")
                        .arguments(
                                Argument.oneOf(
                                                "which",
                                                Argument.string("sha1").after("SHA"),
                                                Argument.string("name").after("NAME"))
                                        .asOptional(),
                                Argument.token("withsource", "WITHSOURCE").asOptional()),
                this::scripts);
        table.onGrid(
                gridscript("sha", 3)
                        .complexity("O(1)")
                        .summary("Returns the SHA1 digest of the script that has a name.")
                        .arguments(Argument.string("name")),
                this::sha);
    }

    private static CommandSpec.Builder gridscript(String name, int arity) {
        return subcommand("gridscript", name, arity)
                .group(CommandGroup.SCRIPTING)
                .since("8.0.0")
                .flags(CommandFlag.NOSCRIPT)
                .categories(AclCategory.SCRIPTING);
    }

    private CompletionStage<Reply> scripts(CommandCall call) {
        ScriptListing listing = ScriptListing.of(call.arguments());
        return trusting(() -> totals(listing).thenApply(all -> listing.of(cache.index(), all)));
    }

    private CompletionStage<Map<String, ScriptTotals>> totals(ScriptListing listing) {
        if (listing.isOfAll()) {
            return totals.collect(null);
        }
        CachedScript one = listing.one(cache.index());
        return one == null
                ? CompletableFuture.completedFuture(Map.of())
                : totals.collect(one.script().sha1Text());
    }

    private CompletionStage<Reply> sha(CommandCall call) {
        String name = Ascii.string(call.argument(2));
        return trusting(
                () -> {
                    Script script = cache.findNamed(name);
                    if (script == null) {
                        throw ScriptCommands.NO_NAMED_SCRIPT;
                    }
                    return CompletableFuture.completedFuture(reply -> reply.bulk(script.sha1()));
                });
    }

    /** Answers what this member knows, once it knows which scripts were flushed. */
    private CompletionStage<Reply> trusting(Supplier<CompletionStage<Reply>> answer) {
        return cache.lease().isValid()
                ? answer.get()
                : cache.lease().renew().thenCompose(any -> answer.get());
    }
}

package io.gridscript.command.pubsub;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.List;
import java.util.Locale;

/** PUBSUB and its subcommands: who listens, in the whole grid. */
final class PubSubCommand {

    private static final HelpText HELP =
            new HelpText(
                    "CHANNELS [<pattern>]",
                    "    Tell the channels to which anybody listens, all or those that match.",
                    "NUMPAT",
                    "    Tell to how many patterns anybody listens.",
                    "NUMSUB [<channel> ...]",
                    "    Tell how many listen to each channel, not counting patterns.",
                    "SHARDCHANNELS [<pattern>]",
                    "    Tell the shard channels to which anybody listens.",
                    "SHARDNUMSUB [<shardchannel> ...]",
                    "    Tell how many listen to each shard channel.");

    private final Channels channels;

    PubSubCommand(Channels channels) {
        this.channels = channels;
    }

    void register(CommandTable table) {
        table.container(
                command("pubsub", -2)
                        .group(CommandGroup.PUBSUB)
                        .since("2.8.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands that tell who listens."));
        registerLists(table);
        registerCounts(table);
        table.onSession(
                subcommand("pubsub", "help", 2)
                        .group(CommandGroup.PUBSUB)
                        .since("6.2.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of PUBSUB."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private void registerLists(CommandTable table) {
        table.onSession(
                spec("channels", -2, "2.8.0")
                        .complexity("O(N) for N channels")
                        .summary("Tells the channels to which anybody listens.")
                        .arguments(Argument.pattern("pattern").asOptional()),
                (call, reply) -> list(call, ChannelKind.CHANNEL, reply));
        table.onSession(
                spec("shardchannels", -2, "7.0.0")
                        .complexity("O(N) for N shard channels")
                        .summary("Tells the shard channels to which anybody listens.")
                        .arguments(Argument.pattern("pattern").asOptional()),
                (call, reply) -> list(call, ChannelKind.SHARD_CHANNEL, reply));
    }

    private void registerCounts(CommandTable table) {
        table.onSession(
                spec("numsub", -2, "2.8.0")
                        .complexity("O(N) for N channels")
                        .summary("Tells how many listen to each channel.")
                        .arguments(Argument.string("channel").asOptional().repeated()),
                (call, reply) -> count(call, ChannelKind.CHANNEL, reply));
        table.onSession(
                spec("shardnumsub", -2, "7.0.0")
                        .complexity("O(N) for N shard channels")
                        .summary("Tells how many listen to each shard channel.")
                        .arguments(Argument.string("shardchannel").asOptional().repeated()),
                (call, reply) -> count(call, ChannelKind.SHARD_CHANNEL, reply));
        table.onSession(
                spec("numpat", 2, "2.8.0")
                        .complexity("O(1)")
                        .summary("Tells to how many patterns anybody listens."),
                (call, reply) -> reply.integer(channels.count(ChannelKind.PATTERN)));
    }

    private static CommandSpec.Builder spec(String name, int arity, String since) {
        return subcommand("pubsub", name, arity)
                .group(CommandGroup.PUBSUB)
                .since(since)
                .flags(CommandFlag.PUBSUB, CommandFlag.LOADING, CommandFlag.STALE);
    }

    private void list(CommandCall call, ChannelKind kind, ReplyWriter reply) {
        if (call.count() > 3) {
            throw tooManyWords(call);
        }
        GlobPattern pattern = call.count() == 3 ? GlobPattern.of(call.argument(2)) : null;
        List<byte[]> active = channels.active(kind, pattern);
        reply.array(active.size());
        active.forEach(reply::bulk);
    }

    /** Redis's error of one text for several subcommands, which their arity lets through. */
    private static ErrorReply tooManyWords(CommandCall call) {
        return ErrorReply.err(
                "unknown subcommand or wrong number of arguments for '"
                        + Ascii.string(call.argument(1))
                        + "'. Try "
                        + Ascii.string(call.argument(0)).toUpperCase(Locale.ROOT)
                        + " HELP.");
    }

    private void count(CommandCall call, ChannelKind kind, ReplyWriter reply) {
        reply.array(2 * (call.count() - 2));
        for (int i = 2; i < call.count(); i++) {
            reply.bulk(call.argument(i));
            reply.integer(channels.subscribers(kind, call.argument(i)));
        }
    }
}

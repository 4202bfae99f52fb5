package io.gridscript.command.pubsub;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.ChannelSpec;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE, UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE. */
final class Subscribing {

    private final Channels channels;

    Subscribing(Channels channels) {
        this.channels = channels;
    }

    void register(CommandTable table) {
        register(table, ChannelKind.CHANNEL, "channels", Argument.string("channel"));
        register(table, ChannelKind.PATTERN, "patterns of channels", Argument.pattern("pattern"));
        register(
                table,
                ChannelKind.SHARD_CHANNEL,
                "shard channels",
                Argument.string("shardchannel"));
    }

    private void register(CommandTable table, ChannelKind kind, String things, Argument argument) {
        boolean patterns = kind == ChannelKind.PATTERN;
        table.onGrid(
                spec(kind, kind.subscribe(), -2)
                        .channels(ChannelSpec.subscribed(patterns))
                        .complexity("O(N) for N " + things)
                        .summary("Begins to listen to " + things + ".")
                        .arguments(argument.repeated()),
                call -> start(call, kind, true));
        table.onGrid(
                spec(kind, kind.unsubscribe(), -1)
                        .channels(ChannelSpec.unsubscribed(patterns))
                        .complexity("O(N) for N " + things)
                        .summary("Ceases to listen to " + things + ".")
                        .arguments(argument.asOptional().repeated()),
                call -> start(call, kind, false));
    }

    private static CommandSpec.Builder spec(ChannelKind kind, String name, int arity) {
        CommandSpec.Builder spec =
                command(name, arity)
                        .group(CommandGroup.PUBSUB)
                        .since(kind == ChannelKind.SHARD_CHANNEL ? "7.0.0" : "2.0.0")
                        .flags(
                                CommandFlag.PUBSUB,
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE);
        return kind == ChannelKind.SHARD_CHANNEL
                ? spec.keys(KeySpec.range(1, -1, 1, KeyFlag.NOT_KEY))
                : spec;
    }

    private CompletionStage<Reply> start(CommandCall call, ChannelKind kind, boolean begins) {
        byte[][] request = call.arguments();
        List<byte[]> names = List.of(Arrays.copyOfRange(request, 1, request.length));
        String word = begins ? kind.subscribe() : kind.unsubscribe();
        return channels.change(call.connection(), new SubscriptionChange(kind, begins, names))
                .thenApply(confirmations -> writer -> write(word, confirmations, writer));
    }

    /** As in Redis each channel is told of by itself, in EXEC too, whatever clients make of it. */
    private static void write(String word, List<Confirmation> confirmations, ReplyWriter writer) {
        for (Confirmation each : confirmations) {
            writer.push(3);
            writer.bulk(word);
            writer.bulkOrNil(each.name());
            writer.integer(each.subscriptions());
        }
    }
}

package io.gridscript.command.stream;

import static io.gridscript.spec.CommandFlag.LOADING;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.STALE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.RO;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** XINFO with STREAM, GROUPS, CONSUMERS and HELP. */
final class InfoCommand {

    private static final String NAME = "xinfo";
    private static final long USUAL_COUNT = 10;

    private static final HelpText HELP =
            new HelpText(
                    "CONSUMERS <key> <groupname>",
                    "    Tell of the consumers of a group.",
                    "GROUPS <key>",
                    "    Tell of the groups of a stream.",
                    "STREAM <key> [FULL [COUNT <count>]",
                    "    Tell of a stream.");

    private InfoCommand() {}

    static void register(CommandTable table) {
        table.container(container());
        table.onKeyspace(consumers(), InfoCommand::tellConsumers);
        table.onKeyspace(groups(), InfoCommand::tellGroups);
        table.onSession(help(), (call, reply) -> HELP.writeTo(reply, call));
        table.onKeyspace(stream(), InfoCommand::tellStream);
    }

    private static StreamValue find(CommandCall call) {
        StreamValue stream = call.database().find(call.argument(2), StreamValue.class);
        if (stream == null) {
            throw ErrorReply.NO_SUCH_KEY;
        }
        return stream;
    }

    private static void tellStream(CommandCall call, ReplyWriter reply) {
        StreamValue stream = find(call);
        if (call.count() == 3) {
            StreamInfo.write(stream, reply);
        } else {
            StreamInfo.writeFull(stream, fullCount(call), reply);
        }
    }

    /** How much of everything FULL tells, 0 for all. */
    private static long fullCount(CommandCall call) {
        boolean counted = call.count() == 6;
        if (!counted && call.count() != 4 || !Ascii.is(call.argument(3), "full")) {
            throw Subcommands.wrong(call);
        }
        if (!counted) {
            return USUAL_COUNT;
        }
        if (!Ascii.is(call.argument(4), "count")) {
            throw Subcommands.wrong(call);
        }
        long count = RedisNumbers.parseLong(call.argument(5));
        return count < 0 ? USUAL_COUNT : count;
    }

    private static void tellGroups(CommandCall call, ReplyWriter reply) {
        StreamValue stream = find(call);
        reply.array(stream.groups().size());
        for (StreamGroup group : stream.groups()) {
            reply.map(6);
            reply.bulk("name");
            reply.bulk(group.name());
            reply.bulk("consumers");
            reply.integer(group.consumers().size());
            reply.bulk("pending");
            reply.integer(group.pendingCount());
            StreamInfo.writeProgress(stream, group, reply);
        }
    }

    private static void tellConsumers(CommandCall call, ReplyWriter reply) {
        StreamGroup group = find(call).group(call.argument(3));
        if (group == null) {
            throw Groups.missingOfKey(call.argument(2), call.argument(3));
        }
        reply.array(group.consumers().size());
        for (StreamConsumer consumer : group.consumers()) {
            reply.map(4);
            reply.bulk("name");
            reply.bulk(consumer.name());
            reply.bulk("pending");
            reply.integer(consumer.pendingCount());
            reply.bulk("idle");
            reply.integer(Math.max(0, call.now() - consumer.seen()));
            reply.bulk("inactive");
            boolean wasActive = consumer.active() != StreamConsumer.NEVER;
            reply.integer(wasActive ? call.now() - consumer.active() : StreamConsumer.NEVER);
        }
    }

    private static CommandSpec.Builder container() {
        return CommandSpec.command(NAME, -2)
                .group(CommandGroup.STREAM)
                .since("5.0.0")
                .complexity("As the subcommand says")
                .summary("Tells of streams, their groups and consumers.");
    }

    private static CommandSpec.Builder consumers() {
        return StreamSpecs.subcommand(NAME, "consumers", 4, RO, ACCESS)
                .complexity("O(1)")
                .summary("Tells of the consumers of a group.")
                .flags(READONLY)
                .tips(StreamSpecs.RANDOM_OUTPUT)
                .changed("7.2.0", "Tells since when consumers were inactive; what idle means.")
                .arguments(StreamSpecs.GROUP);
    }

    private static CommandSpec.Builder groups() {
        return StreamSpecs.subcommand(NAME, "groups", 3, RO, ACCESS)
                .complexity("O(1)")
                .summary("Tells of the groups of a stream.")
                .flags(READONLY)
                .changed("7.0.0", "Tells how many entries were read and how many weren't.");
    }

    private static CommandSpec.Builder stream() {
        return StreamSpecs.subcommand(NAME, "stream", -3, RO, ACCESS)
                .complexity("O(1)")
                .summary("Tells of a stream.")
                .flags(READONLY)
                .changed("6.0.0", "FULL.")
                .changed("7.0.0", "Tells what was added, deleted and read.")
                .changed("7.2.0", "Tells when consumers were active; what their time seen means.")
                .arguments(
                        Argument.block(
                                        "full-block",
                                        Argument.token("full", "FULL"),
                                        StreamSpecs.COUNT)
                                .asOptional());
    }

    private static CommandSpec.Builder help() {
        return StreamSpecs.subcommand(NAME, "help", 2)
                .complexity("O(1)")
                .summary("Lists the subcommands.")
                .flags(LOADING, STALE);
    }
}

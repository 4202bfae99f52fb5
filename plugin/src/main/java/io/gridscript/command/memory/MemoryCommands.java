package io.gridscript.command.memory;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.command.server.UsedMemory;
import io.gridscript.keyspace.Entry;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeyFlag;
import io.gridscript.spec.KeySpec;

/** MEMORY and its subcommands. */
public final class MemoryCommands {

    private static final HelpText HELP =
            new HelpText(
                    "DOCTOR",
                    "    Tell in words how memory is doing.",
                    "MALLOC-STATS",
                    "    Tell about the memory pools of the JVM.",
                    "PURGE",
                    "    Accepted; the JVM gives memory back by itself.",
                    "STATS",
                    "    Tell what takes memory.",
                    "USAGE <key> [SAMPLES <count>]",
                    "    Tell how many bytes a key and its value take, by estimate. All of the",
                    "    value is counted, whatever the number of samples.");

    private static final int FIRST_OPTION = 3;

    private final UsedMemory memory;

    public MemoryCommands(UsedMemory memory) {
        this.memory = memory;
    }

    public void register(CommandTable table) {
        table.container(
                command("memory", -2)
                        .group(CommandGroup.SERVER)
                        .since("4.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about memory."));
        table.onMember(
                ofShards("doctor", 2, "special")
                        .complexity("O(1)")
                        .summary("Tells in words how memory is doing."),
                this::doctor);
        table.onSession(
                ofShards("malloc-stats", 2, "special")
                        .complexity("O(1)")
                        .summary("Tells about the memory pools of the JVM."),
                (call, reply) -> reply.verbatim("txt", Ascii.bytes(MemoryPools.text())));
        table.onSession(
                spec("purge", 2)
                        .complexity("O(1)")
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .summary("Accepted; the JVM gives memory back by itself."),
                (call, reply) -> reply.ok());
        table.onMember(
                ofShards("stats", 2, "special")
                        .complexity("O(1)")
                        .summary("Tells what takes memory."),
                (call, reply) ->
                        MemoryStatistics.write(memory.read(call.figures()), call.figures(), reply));
        table.onKeyspace(
                spec("usage", -3)
                        .complexity("O(1)")
                        .flags(CommandFlag.READONLY)
                        .keys(KeySpec.range(2, 0, 1, KeyFlag.RO))
                        .summary("Tells how many bytes a key and its value take.")
                        .arguments(
                                Argument.key("key"),
                                Argument.integer("count").after("SAMPLES").asOptional()),
                MemoryCommands::usage);
        table.onSession(
                spec("help", 2)
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of MEMORY."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static CommandSpec.Builder spec(String name, int arity) {
        return subcommand("memory", name, arity).group(CommandGroup.SERVER).since("4.0.0");
    }

    private static CommandSpec.Builder ofShards(String name, int arity, String response) {
        return spec(name, arity)
                .tips(
                        "nondeterministic_output",
                        "request_policy:all_shards",
                        "response_policy:" + response);
    }

    private void doctor(CommandCall call, ReplyWriter reply) {
        String report = MemoryReport.of(memory.read(call.figures()), call.figures());
        reply.verbatim("txt", Ascii.bytes(report));
    }

    /** As in Redis, a key that has expired unnoticed still takes memory. */
    private static void usage(CommandCall call, ReplyWriter reply) {
        for (int i = FIRST_OPTION; i < call.count(); i += 2) {
            if (!Ascii.is(call.argument(i), "samples") || i + 1 == call.count()) {
                throw ErrorReply.SYNTAX;
            }
            if (RedisNumbers.parseLong(call.argument(i + 1)) < 0) {
                throw ErrorReply.SYNTAX;
            }
        }
        Entry entry = call.database().stored(call.argument(2));
        if (entry == null) {
            reply.nil();
        } else {
            reply.integer(entry.sizeInBytes());
        }
    }
}

package io.gridscript.command.slowlog;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.command.IntegerArgument;
import io.gridscript.observe.SlowLog;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.List;

/** SLOWLOG and its subcommands. */
public final class SlowLogCommands {

    private static final ErrorReply COUNT_RANGE =
            ErrorReply.err("count should be greater than or equal to -1");

    private static final long DEFAULT_COUNT = 10;

    private static final HelpText HELP =
            new HelpText(
                    "GET [<count>]",
                    "    Tell the newest entries of the slow log (default: 10, -1: all).",
                    "    An entry has an id, a timestamp, microseconds, the arguments, the",
                    "    client's address and its name.",
                    "LEN",
                    "    Tell how many entries the slow log has.",
                    "RESET",
                    "    Forget all entries.");

    private final SlowLog log;

    public SlowLogCommands(SlowLog log) {
        this.log = log;
    }

    public void register(CommandTable table) {
        table.container(
                command("slowlog", -2)
                        .group(CommandGroup.SERVER)
                        .since("2.2.12")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about the slow log."));
        table.onSession(
                spec("get", -2)
                        .complexity("O(N) for N entries")
                        .tips("request_policy:all_nodes", "nondeterministic_output")
                        .summary("Tells the newest entries of the slow log.")
                        .changed("4.0.0", "Entries have the client's address and name.")
                        .arguments(Argument.integer("count").asOptional()),
                this::get);
        table.onSession(
                spec("len", 2)
                        .complexity("O(1)")
                        .tips(
                                "request_policy:all_nodes",
                                "response_policy:agg_sum",
                                "nondeterministic_output")
                        .summary("Tells how many entries the slow log has."),
                (call, reply) -> reply.integer(log.size()));
        table.onSession(
                spec("reset", 2)
                        .complexity("O(N) for N entries")
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .summary("Forgets the entries of the slow log."),
                (call, reply) -> {
                    log.reset();
                    reply.ok();
                });
        table.onSession(
                subcommand("slowlog", "help", 2)
                        .group(CommandGroup.SERVER)
                        .since("6.2.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of SLOWLOG."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static CommandSpec.Builder spec(String name, int arity) {
        return subcommand("slowlog", name, arity)
                .group(CommandGroup.SERVER)
                .since("2.2.12")
                .flags(CommandFlag.ADMIN, CommandFlag.LOADING, CommandFlag.STALE);
    }

    private void get(CommandCall call, ReplyWriter reply) {
        if (call.count() > 3) {
            throw CommandTable.subcommandSyntax(call.arguments());
        }
        long count = DEFAULT_COUNT;
        if (call.count() == 3) {
            count = IntegerArgument.between(call.argument(2), -1, Long.MAX_VALUE, COUNT_RANGE);
        }
        List<SlowLog.Entry> entries = log.latest(count < 0 ? Long.MAX_VALUE : count);
        reply.array(entries.size());
        entries.forEach(entry -> write(entry, reply));
    }

    private static void write(SlowLog.Entry entry, ReplyWriter reply) {
        reply.array(6);
        reply.integer(entry.id());
        reply.integer(entry.unixSeconds());
        reply.integer(entry.microseconds());
        reply.array(entry.arguments().size());
        entry.arguments().forEach(reply::bulk);
        reply.bulk(entry.address());
        reply.bulk(entry.clientName());
    }
}

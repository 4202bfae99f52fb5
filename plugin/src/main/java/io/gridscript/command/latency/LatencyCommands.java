package io.gridscript.command.latency;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.HelpText;
import io.gridscript.observe.LatencyEvents.Sample;
import io.gridscript.observe.LatencyEvents.Series;
import io.gridscript.observe.LatencyMonitor;
import io.gridscript.observe.Observations;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;
import java.util.List;
import java.util.Objects;

/** LATENCY and its subcommands, but for HISTOGRAM. */
public final class LatencyCommands {

    private static final HelpText HELP =
            new HelpText(
                    "DOCTOR",
                    "    Tell in words what was slow, and what may help.",
                    "GRAPH <event>",
                    "    Draw the events of that name.",
                    "HISTORY <event>",
                    "    Tell time and latency of the events of that name.",
                    "LATEST",
                    "    Tell the latest event of each name.",
                    "RESET [<event> ...]",
                    "    Forget the events of these names.",
                    "    (default: of all names)",
                    "HISTOGRAM [COMMAND ...]",
                    "    Tell how long calls of these commands took, as a cumulative distribution.",
                    "    Without names all commands are told.");

    private final LatencyMonitor monitor;
    private final LatencyReport report;
    private final LatencyHistogramCommand histogram;

    public LatencyCommands(CommandTable table, Observations observations) {
        monitor = observations.latency();
        report = new LatencyReport(monitor, observations.slowLog());
        histogram = new LatencyHistogramCommand(table);
    }

    public void register(CommandTable table) {
        table.container(
                command("latency", -2)
                        .group(CommandGroup.SERVER)
                        .since("2.8.13")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about latency."));
        table.onSession(
                reading("doctor", 2).summary("Tells in words what was slow, and what may help."),
                (call, reply) -> reply.verbatim("txt", Ascii.bytes(report.text())));
        table.onSession(
                reading("graph", 3)
                        .summary("Draws the events of one name.")
                        .arguments(Argument.string("event")),
                this::graph);
        table.onSession(
                reading("history", 3)
                        .summary("Tells time and latency of the events of one name.")
                        .arguments(Argument.string("event")),
                this::history);
        table.onSession(
                reading("latest", 2).summary("Tells the latest event of each name."), this::latest);
        table.onSession(
                spec("reset", -2)
                        .complexity("O(1)")
                        .tips("request_policy:all_nodes", "response_policy:agg_sum")
                        .summary("Forgets events.")
                        .arguments(Argument.string("event").asOptional().repeated()),
                this::reset);
        histogram.register(table);
        table.onSession(
                subcommand("latency", "help", 2)
                        .group(CommandGroup.SERVER)
                        .since("2.8.13")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .summary("Tells the subcommands of LATENCY."),
                (call, reply) -> HELP.writeTo(reply, call));
    }

    private static CommandSpec.Builder reading(String name, int arity) {
        return spec(name, arity)
                .complexity("O(1)")
                .tips(
                        "nondeterministic_output",
                        "request_policy:all_nodes",
                        "response_policy:special");
    }

    static CommandSpec.Builder spec(String name, int arity) {
        return subcommand("latency", name, arity)
                .group(CommandGroup.SERVER)
                .since("2.8.13")
                .flags(
                        CommandFlag.ADMIN,
                        CommandFlag.NOSCRIPT,
                        CommandFlag.LOADING,
                        CommandFlag.STALE);
    }

    private void graph(CommandCall call, ReplyWriter reply) {
        String event = Ascii.string(call.argument(2));
        Series series = monitor.series(event);
        if (series == null) {
            throw ErrorReply.err("No samples available for event '" + event + "'");
        }
        reply.verbatim("txt", Ascii.bytes(LatencyGraph.of(series)));
    }

    private void history(CommandCall call, ReplyWriter reply) {
        Series series = monitor.series(Ascii.string(call.argument(2)));
        List<Sample> samples = series == null ? List.of() : series.samples();
        reply.array(samples.size());
        for (Sample sample : samples) {
            reply.array(2);
            reply.integer(sample.unixSeconds());
            reply.integer(sample.milliseconds());
        }
    }

    private void latest(CommandCall call, ReplyWriter reply) {
        List<Series> all =
                monitor.names().stream().map(monitor::series).filter(Objects::nonNull).toList();
        reply.array(all.size());
        for (Series series : all) {
            reply.array(4);
            reply.bulk(series.name());
            reply.integer(series.latest().unixSeconds());
            reply.integer(series.latest().milliseconds());
            reply.integer(series.greatest());
        }
    }

    private void reset(CommandCall call, ReplyWriter reply) {
        if (call.count() == 2) {
            reply.integer(monitor.reset());
            return;
        }
        int known = 0;
        for (int i = 2; i < call.count(); i++) {
            known += monitor.reset(Ascii.string(call.argument(i))) ? 1 : 0;
        }
        reply.integer(known);
    }
}

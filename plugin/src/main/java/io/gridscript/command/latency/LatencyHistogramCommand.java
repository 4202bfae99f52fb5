package io.gridscript.command.latency;

import io.gridscript.command.Command;
import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.observe.LatencyHistogram;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import java.util.ArrayList;
import java.util.List;

/** LATENCY HISTOGRAM. */
final class LatencyHistogramCommand {

    private record Point(long microseconds, long calls) {}

    private final CommandTable table;

    LatencyHistogramCommand(CommandTable table) {
        this.table = table;
    }

    void register(CommandTable target) {
        target.onSession(
                LatencyCommands.spec("histogram", -2)
                        .since("7.0.0")
                        .complexity("O(N) for N commands that are told")
                        .tips(
                                "nondeterministic_output",
                                "request_policy:all_nodes",
                                "response_policy:special")
                        .summary("Tells how long calls of commands took.")
                        .arguments(Argument.string("COMMAND").asOptional().repeated()),
                this::histogram);
    }

    private void histogram(CommandCall call, ReplyWriter reply) {
        List<Command> called = new ArrayList<>();
        if (call.count() == 2) {
            table.all().forEach(command -> addCalled(command, called));
        } else {
            for (int i = 2; i < call.count(); i++) {
                Command command = table.findByFullName(call.argument(i));
                if (command != null) {
                    addCalled(command, called);
                }
            }
        }
        reply.map(called.size());
        called.forEach(command -> write(command, reply));
    }

    /** A command with its subcommands, those that were called at all. */
    private static void addCalled(Command command, List<Command> called) {
        if (command.statistics().histogram() != null) {
            called.add(command);
        }
        command.subcommands().values().forEach(each -> addCalled(each, called));
    }

    private static void write(Command command, ReplyWriter reply) {
        List<Point> points = new ArrayList<>();
        LatencyHistogram histogram = command.statistics().histogram();
        if (histogram != null) {
            histogram.distribution((micros, calls) -> points.add(new Point(micros, calls)));
        }
        reply.bulk(command.spec().fullName());
        reply.map(2);
        reply.bulk("calls");
        reply.integer(points.isEmpty() ? 0 : points.get(points.size() - 1).calls());
        reply.bulk("histogram_usec");
        reply.map(points.size());
        for (Point point : points) {
            reply.integer(point.microseconds());
            reply.integer(point.calls());
        }
    }
}

package io.gridscript.command.script;

import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptTotals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * SCRIPT STATS [sha1], which Redis doesn't have: what the runs of one script took on all members
 * together, or of all that ran, those first that took most.
 */
final class ScriptStatsCommand {

    private static final int FIELDS = 8;
    private static final double NANOS_OF_A_MICROSECOND = 1000;

    private ScriptStatsCommand() {}

    static Reply of(Script script, Map<String, ScriptTotals> all) {
        ScriptTotals totals = all.get(script.sha1Text());
        return reply -> write(totals == null ? ScriptTotals.of(script) : totals, reply);
    }

    static Reply ofAll(Map<String, ScriptTotals> all) {
        List<Map.Entry<String, ScriptTotals>> ran =
                all.entrySet().stream()
                        .sorted(Comparator.comparingLong(each -> -each.getValue().nanos()))
                        .toList();
        return reply -> {
            reply.map(ran.size());
            for (Map.Entry<String, ScriptTotals> each : ran) {
                reply.bulk(each.getKey());
                write(each.getValue(), reply);
            }
        };
    }

    private static void write(ScriptTotals totals, ReplyWriter reply) {
        reply.map(FIELDS);
        reply.bulk("calls");
        reply.integer(totals.calls());
        reply.bulk("errors");
        reply.integer(totals.errors());
        time("usec-min", totals.leastNanos(), reply);
        time("usec-mean", totals.meanNanos(), reply);
        time("usec-p99", totals.nanosOf99Percent(), reply);
        time("usec-max", totals.mostNanos(), reply);
        reply.bulk("bytes-mean");
        reply.integer(totals.meanBytes());
        reply.bulk("tier");
        reply.bulk(totals.tier());
    }

    private static void time(String name, long nanos, ReplyWriter reply) {
        reply.bulk(name);
        reply.real(nanos / NANOS_OF_A_MICROSECOND);
    }
}

package io.gridscript.command.script;

import io.gridscript.reply.Reply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.script.CachedScript;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptStatistics;
import java.util.Comparator;
import java.util.List;

/**
 * SCRIPT STATS [sha1], which Redis doesn't have: what the runs of one script took on the member
 * asked, or of all that ran there, those first that took most.
 */
final class ScriptStatsCommand {

    private static final int FIELDS = 8;
    private static final double NANOS_OF_A_MICROSECOND = 1000;

    private ScriptStatsCommand() {}

    static Reply of(Script script) {
        return reply -> write(script, reply);
    }

    static Reply ofAll(ScriptCache cache) {
        List<Script> ran =
                cache.index().all().stream()
                        .map(CachedScript::script)
                        .filter(script -> script.statistics().calls() > 0)
                        .sorted(Comparator.comparingLong(script -> -time(script)))
                        .toList();
        return reply -> {
            reply.map(ran.size());
            for (Script script : ran) {
                reply.bulk(script.sha1());
                write(script, reply);
            }
        };
    }

    private static long time(Script script) {
        return script.statistics().calls() * script.statistics().meanNanos();
    }

    private static void write(Script script, ReplyWriter reply) {
        ScriptStatistics statistics = script.statistics();
        reply.map(FIELDS);
        reply.bulk("calls");
        reply.integer(statistics.calls());
        reply.bulk("errors");
        reply.integer(statistics.errors());
        time("usec-min", statistics.leastNanos(), reply);
        time("usec-mean", statistics.meanNanos(), reply);
        time("usec-p99", statistics.nanosOf99Percent(), reply);
        time("usec-max", statistics.mostNanos(), reply);
        reply.bulk("bytes-mean");
        reply.integer(statistics.meanBytes());
        reply.bulk("tier");
        reply.bulk(script.tier());
    }

    private static void time(String name, long nanos, ReplyWriter reply) {
        reply.bulk(name);
        reply.real(nanos / NANOS_OF_A_MICROSECOND);
    }
}

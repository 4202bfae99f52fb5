package io.gridscript.command.server;

import io.gridscript.acl.Denial;
import io.gridscript.acl.SecurityLog;
import io.gridscript.command.Command;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.CommandStatistics;
import io.gridscript.observe.LatencyHistogram;
import io.gridscript.observe.Observations;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.StringJoiner;

/** INFO's sections of counters: stats, commandstats, errorstats. */
final class StatisticsSections {

    private final CommandTable table;
    private final Connections connections;
    private final Observations observations;
    private final ScriptFigures scripts;
    private final ServerActivity activity;
    private final Channels channels;

    StatisticsSections(
            CommandTable table,
            Connections connections,
            Observations observations,
            ScriptFigures scripts,
            ServerActivity activity,
            Channels channels) {
        this.table = table;
        this.connections = connections;
        this.observations = observations;
        this.scripts = scripts;
        this.activity = activity;
        this.channels = channels;
    }

    void stats(InfoText info, KeyspaceFigures figures) {
        info.section("Stats");
        traffic(info);
        data(info, figures);
        info.field("migrate_cached_sockets", 0);
        info.field("slave_expires_tracked_keys", 0);
        info.field("active_defrag_hits", 0);
        info.field("active_defrag_misses", 0);
        info.field("active_defrag_key_hits", 0);
        info.field("active_defrag_key_misses", 0);
        info.field("total_active_defrag_time", 0);
        info.field("current_active_defrag_time", 0);
        info.field("tracking_total_keys", 0);
        info.field("tracking_total_items", 0);
        info.field("tracking_total_prefixes", 0);
        info.field("unexpected_error_replies", 0);
        info.field("total_error_replies", observations.errors().total());
        info.field("dump_payload_sanitizations", 0);
        info.field("total_reads_processed", connections.reads());
        info.field("total_writes_processed", connections.writes());
        info.field("io_threaded_reads_processed", connections.reads());
        info.field("io_threaded_writes_processed", connections.writes());
        info.field(
                "client_query_buffer_limit_disconnections",
                connections.queryBufferDisconnections());
        info.field(
                "client_output_buffer_limit_disconnections",
                connections.outputBufferDisconnections());
        info.field("reply_buffer_shrinks", 0);
        info.field("reply_buffer_expands", 0);
        eventLoops(info);
        rights(info);
    }

    private void eventLoops(InfoText info) {
        info.field("eventloop_cycles", observations.eventLoops().cycles());
        info.field("eventloop_duration_sum", observations.eventLoops().microseconds());
        info.field("eventloop_duration_cmd_sum", activity.commandMicroseconds());
        info.field("instantaneous_eventloop_cycles_per_sec", activity.cyclesPerSecond());
        info.field("instantaneous_eventloop_duration_usec", activity.microsecondsPerCycle());
    }

    /** Shown only when asked for by its name. */
    void debug(InfoText info) {
        info.section("Debug");
        info.field("eventloop_duration_aof_sum", 0);
        info.field("eventloop_duration_cron_sum", observations.eventLoops().roundMicroseconds());
        info.field("eventloop_duration_max", observations.eventLoops().longestMicroseconds());
        info.field("eventloop_cmd_per_cycle_max", observations.eventLoops().mostCommands());
    }

    private void traffic(InfoText info) {
        info.field("total_connections_received", connections.accepted());
        info.field("total_commands_processed", activity.commandsProcessed());
        info.field("instantaneous_ops_per_sec", activity.commandsPerSecond());
        info.field("total_net_input_bytes", connections.bytesRead());
        info.field("total_net_output_bytes", connections.bytesWritten());
        info.field("total_net_repl_input_bytes", 0);
        info.field("total_net_repl_output_bytes", 0);
        info.field("instantaneous_input_kbps", activity.bytesReadPerSecond() / 1024.0);
        info.field("instantaneous_output_kbps", activity.bytesWrittenPerSecond() / 1024.0);
        info.field("instantaneous_input_repl_kbps", 0.0);
        info.field("instantaneous_output_repl_kbps", 0.0);
        info.field("rejected_connections", connections.rejected());
        info.field("sync_full", 0);
        info.field("sync_partial_ok", 0);
        info.field("sync_partial_err", 0);
    }

    private void data(InfoText info, KeyspaceFigures figures) {
        info.field("expired_subkeys", 0);
        info.field("expired_keys", figures.expiredKeys());
        info.field("expired_stale_perc", 0.0);
        info.field("expired_time_cap_reached_count", 0);
        info.field("expire_cycle_cpu_milliseconds", 0);
        info.field("evicted_keys", figures.evictedKeys());
        info.field("evicted_clients", 0);
        info.field("evicted_scripts", scripts.evictedScripts());
        info.field("total_eviction_exceeded_time", figures.exceededBefore());
        info.field("current_eviction_exceeded_time", figures.exceededFor());
        info.field("keyspace_hits", figures.hits());
        info.field("keyspace_misses", figures.misses());
        info.field("pubsub_channels", channels.count(ChannelKind.CHANNEL));
        info.field("pubsub_patterns", channels.count(ChannelKind.PATTERN));
        info.field("pubsubshard_channels", channels.count(ChannelKind.SHARD_CHANNEL));
        info.field("latest_fork_usec", 0);
        info.field("total_forks", 0);
    }

    private void rights(InfoText info) {
        SecurityLog denials = connections.securityLog();
        info.field("acl_access_denied_auth", denials.count(Denial.Reason.AUTH));
        info.field("acl_access_denied_cmd", denials.count(Denial.Reason.COMMAND));
        info.field("acl_access_denied_key", denials.count(Denial.Reason.KEY));
        info.field("acl_access_denied_channel", denials.count(Denial.Reason.CHANNEL));
    }

    void commandStats(InfoText info) {
        info.section("Commandstats");
        for (Command command : table.all()) {
            add(info, command);
            command.subcommands().values().forEach(each -> add(info, each));
        }
    }

    private static void add(InfoText info, Command command) {
        CommandStatistics statistics = command.statistics();
        long calls = statistics.calls();
        long rejected = statistics.rejectedCalls();
        long failed = statistics.failedCalls();
        if (calls == 0 && rejected == 0 && failed == 0) {
            return;
        }
        long microseconds = statistics.microseconds();
        double perCall = calls == 0 ? 0 : (double) microseconds / calls;
        info.field(
                "cmdstat_" + command.spec().fullName(),
                "calls="
                        + calls
                        + ",usec="
                        + microseconds
                        + ",usec_per_call="
                        + InfoText.decimal(perCall)
                        + ",rejected_calls="
                        + rejected
                        + ",failed_calls="
                        + failed);
    }

    void errorStats(InfoText info) {
        info.section("Errorstats");
        observations
                .errors()
                .byCode()
                .forEach(
                        (code, count) ->
                                info.field("errorstat_" + InfoText.safe(code), "count=" + count));
    }

    void latencyStats(InfoText info) {
        info.section("Latencystats");
        if (!observations.tracking().isOn()) {
            return;
        }
        for (Command command : table.all()) {
            addLatency(info, command);
            command.subcommands().values().forEach(each -> addLatency(info, each));
        }
    }

    /** 50 and 99.9, not 50.0. */
    private static String shortest(double percentile) {
        return BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }

    private void addLatency(InfoText info, Command command) {
        LatencyHistogram histogram = command.statistics().histogram();
        if (histogram == null) {
            return;
        }
        StringJoiner percentiles = new StringJoiner(",");
        for (double percentile : observations.tracking().percentiles()) {
            double microseconds = histogram.percentile(percentile) / 1000.0;
            percentiles.add(
                    "p"
                            + shortest(percentile)
                            + "="
                            + String.format(Locale.ROOT, "%.3f", microseconds));
        }
        info.field("latency_percentiles_usec_" + command.spec().fullName(), percentiles.toString());
    }
}

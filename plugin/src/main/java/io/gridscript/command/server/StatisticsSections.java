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
import io.gridscript.observe.ErrorStatistics;

/** INFO's sections of counters: stats, commandstats, errorstats. */
final class StatisticsSections {

    private final CommandTable table;
    private final Connections connections;
    private final ErrorStatistics errors;
    private final ScriptFigures scripts;
    private final ServerActivity activity;
    private final Channels channels;

    StatisticsSections(
            CommandTable table,
            Connections connections,
            ErrorStatistics errors,
            ScriptFigures scripts,
            ServerActivity activity,
            Channels channels) {
        this.table = table;
        this.connections = connections;
        this.errors = errors;
        this.scripts = scripts;
        this.activity = activity;
        this.channels = channels;
    }

    void stats(InfoText info, KeyspaceFigures figures) {
        info.section("Stats");
        info.field("total_connections_received", connections.accepted());
        info.field("total_commands_processed", activity.commandsProcessed());
        info.field("instantaneous_ops_per_sec", activity.commandsPerSecond());
        info.field("total_net_input_bytes", connections.bytesRead());
        info.field("total_net_output_bytes", connections.bytesWritten());
        info.field("instantaneous_input_kbps", activity.bytesReadPerSecond() / 1024.0);
        info.field("instantaneous_output_kbps", activity.bytesWrittenPerSecond() / 1024.0);
        info.field("rejected_connections", connections.rejected());
        info.field("sync_full", 0);
        info.field("sync_partial_ok", 0);
        info.field("sync_partial_err", 0);
        info.field("expired_subkeys", 0);
        info.field("expired_keys", figures.expiredKeys());
        info.field("evicted_keys", 0);
        info.field("evicted_clients", 0);
        info.field("evicted_scripts", scripts.evictedScripts());
        info.field("keyspace_hits", figures.hits());
        info.field("keyspace_misses", figures.misses());
        info.field("pubsub_channels", channels.count(ChannelKind.CHANNEL));
        info.field("pubsub_patterns", channels.count(ChannelKind.PATTERN));
        info.field("pubsubshard_channels", channels.count(ChannelKind.SHARD_CHANNEL));
        info.field("latest_fork_usec", 0);
        info.field("total_forks", 0);
        info.field("tracking_total_keys", 0);
        info.field("tracking_total_items", 0);
        info.field("tracking_total_prefixes", 0);
        info.field("unexpected_error_replies", 0);
        info.field("total_error_replies", errors.total());
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
        errors.byCode()
                .forEach(
                        (code, count) ->
                                info.field("errorstat_" + InfoText.safe(code), "count=" + count));
    }
}

package io.gridscript.command.server;

import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.replication.Replica;
import io.gridscript.command.replication.Replicas;
import io.gridscript.command.replication.ReplicationStream;
import io.gridscript.command.transaction.Transaction.Watched;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.RedisVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** INFO's sections about the member: server, clients, persistence, replication, cpu. */
final class ServerSections {

    private final Connections connections;
    private final Directives directives;
    private final ServerActivity activity;
    private final ReplicaLimit replicas;
    private final ReplicationStream stream;
    private final RdbSaving saving;

    ServerSections(
            Connections connections,
            Directives directives,
            ServerActivity activity,
            ReplicaLimit replicas,
            ReplicationStream stream,
            RdbSaving saving) {
        this.connections = connections;
        this.directives = directives;
        this.activity = activity;
        this.replicas = replicas;
        this.stream = stream;
        this.saving = saving;
    }

    void server(InfoText info) {
        long now = System.currentTimeMillis();
        long uptime = (now - activity.startedAt()) / 1000;
        info.section("Server");
        info.field("redis_version", RedisVersion.TEXT);
        info.field("redis_git_sha1", "00000000");
        info.field("redis_git_dirty", 0);
        info.field("redis_build_id", "0");
        info.field("redis_mode", "standalone");
        info.field("server_name", "gridscript");
        info.field(
                "os",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"));
        info.field("arch_bits", 64);
        info.field("monotonic_clock", "System.nanoTime");
        info.field("multiplexing_api", connections.multiplexing());
        info.field("atomicvar_api", "java.util.concurrent.atomic");
        info.field("gcc_version", "0.0.0");
        info.field("java_version", Runtime.version().toString());
        info.field("process_id", ProcessHandle.current().pid());
        info.field("process_supervised", "no");
        info.field("run_id", activity.runId());
        info.field("tcp_port", directives.all().get("port"));
        info.field("server_time_usec", TimeUnit.MILLISECONDS.toMicros(now));
        info.field("uptime_in_seconds", uptime);
        info.field("uptime_in_days", TimeUnit.SECONDS.toDays(uptime));
        info.field("hz", 10);
        info.field("configured_hz", 10);
        info.field("lru_clock", now / 1000 & 0xFFFFFF);
        info.field("executable", "");
        info.field("config_file", "");
        info.field("io_threads_active", 1);
    }

    void clients(InfoText info, KeyspaceFigures figures) {
        info.section("Clients");
        info.field("connected_clients", connections.count());
        info.field("cluster_connections", 0);
        info.field("maxclients", directives.all().get("maxclients"));
        info.field("client_recent_max_input_buffer", most(Connection::queryBufferBytes));
        info.field("client_recent_max_output_buffer", most(Connection::outputBufferBytes));
        info.field("blocked_clients", count(ServerSections::isBlocked));
        info.field("tracking_clients", 0);
        info.field("pubsub_clients", count(ServerSections::isListening));
        info.field("watching_clients", count(ServerSections::isWatching));
        info.field("clients_in_timeout_table", 0);
        info.field("total_watched_keys", watchedKeys());
        info.field("total_blocking_keys", figures.awaitedKeys());
        info.field("total_blocking_keys_on_nokey", figures.awaitedEvenIfGone());
    }

    private static boolean isBlocked(Connection connection) {
        return connection.isBlocked() || connection.isPostponed();
    }

    private static boolean isListening(Connection connection) {
        return connection.subscriptions().isAny();
    }

    private long most(ToLongFunction<Connection> figure) {
        long most = 0;
        for (Connection connection : connections.all()) {
            most = Math.max(most, figure.applyAsLong(connection));
        }
        return most;
    }

    private long count(Predicate<Connection> fitting) {
        return connections.all().stream().filter(fitting).count();
    }

    private static boolean isWatching(Connection connection) {
        return !connection.transaction().watched().isEmpty();
    }

    /** Their lists may change meanwhile: they are copied before anybody walks through them. */
    private int watchedKeys() {
        Set<String> keys = new HashSet<>();
        for (Connection connection : connections.all()) {
            for (Object each : connection.transaction().watched().toArray()) {
                if (each instanceof Watched watched) {
                    keys.add(watched.database() + " " + Ascii.string(watched.key()));
                }
            }
        }
        return keys.size();
    }

    /** Files that this member wrote; there is no file of commands. */
    void persistence(InfoText info, KeyspaceFigures figures) {
        info.section("Persistence");
        info.field("loading", 0);
        info.field("async_loading", 0);
        info.field("current_cow_peak", 0);
        info.field("current_cow_size", 0);
        info.field("current_cow_size_age", 0);
        info.field("current_fork_perc", 0.0);
        info.field("current_save_keys_processed", 0);
        info.field("current_save_keys_total", 0);
        info.field("rdb_changes_since_last_save", saving.changesOf(figures.sequence()));
        info.field("rdb_bgsave_in_progress", saving.isInBackground() ? 1 : 0);
        info.field("rdb_last_save_time", saving.savedAt());
        info.field("rdb_last_bgsave_status", saving.isLastOk() ? "ok" : "err");
        info.field("rdb_last_bgsave_time_sec", saving.lastSeconds());
        info.field("rdb_current_bgsave_time_sec", saving.currentSeconds());
        info.field("rdb_saves", saving.saves());
        info.field("rdb_last_cow_size", 0);
        info.field("rdb_last_load_keys_expired", saving.loaded().expired());
        info.field("rdb_last_load_keys_loaded", saving.loaded().keys());
        info.field("aof_enabled", 0);
        info.field("aof_rewrite_in_progress", 0);
        info.field("aof_rewrite_scheduled", 0);
        info.field("aof_last_rewrite_time_sec", -1);
        info.field("aof_current_rewrite_time_sec", -1);
        info.field("aof_last_bgrewrite_status", "ok");
        info.field("aof_rewrites", 0);
        info.field("aof_rewrites_consecutive_failures", 0);
        info.field("aof_last_write_status", "ok");
        info.field("aof_last_cow_size", 0);
        info.field("module_fork_in_progress", 0);
        info.field("module_fork_last_cow_size", 0);
        info.field("gridscript_data_losses", figures.losses());
    }

    /**
     * Every member is a master: its replicas are the grid's backups, and servers of Redis that
     * follow. Of those the member tells that they have asked.
     */
    void replication(InfoText info, KeyspaceFigures figures) {
        info.section("Replication");
        info.field("role", "master");
        List<Connection> followers = Replicas.of(connections);
        info.field("connected_slaves", figures.backups() + followers.size());
        if (replicas.isSet()) {
            info.field("min_slaves_good_slaves", figures.backups());
        }
        for (int i = 0; i < followers.size(); i++) {
            info.field("slave" + i, follower(followers.get(i)));
        }
        info.field("master_failover_state", "no-failover");
        info.field("master_replid", activity.replicationId());
        info.field("master_replid2", "0".repeat(40));
        info.field("master_repl_offset", Replicas.offset(stream, followers));
        info.field("second_repl_offset", -1);
        info.field("repl_backlog_active", 0);
        info.field("repl_backlog_size", 0);
        info.field("repl_backlog_first_byte_offset", 0);
        info.field("repl_backlog_histlen", 0);
    }

    private static String follower(Connection connection) {
        Replica replica = connection.replica();
        long silence = System.currentTimeMillis() - replica.acknowledgedAt();
        return "ip="
                + Replicas.host(connection)
                + ",port="
                + replica.listeningPort()
                + ",state=online,offset="
                + replica.acknowledged()
                + ",lag="
                + TimeUnit.MILLISECONDS.toSeconds(silence);
    }

    void cpu(InfoText info) {
        ProcessFigures figures = ProcessFigures.now();
        info.section("CPU");
        info.field("used_cpu_sys", seconds(figures.systemSeconds()));
        info.field("used_cpu_user", seconds(figures.userSeconds()));
        info.field("used_cpu_sys_children", seconds(0));
        info.field("used_cpu_user_children", seconds(0));
        info.field("used_cpu_sys_main_thread", seconds(figures.systemSeconds()));
        info.field("used_cpu_user_main_thread", seconds(figures.userSeconds()));
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}

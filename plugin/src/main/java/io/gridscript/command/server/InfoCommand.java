package io.gridscript.command.server;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connections;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.pubsub.Channels;
import io.gridscript.command.replication.ReplicationStream;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.Observations;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** INFO: this member and its keyspace in figures. */
public final class InfoCommand {

    /** Writes one section. */
    @FunctionalInterface
    private interface Section {
        void write(InfoText info, KeyspaceFigures figures);
    }

    /** What INFO shows when not asked for anything. */
    private static final Set<String> DEFAULT =
            Set.of(
                    "server",
                    "clients",
                    "memory",
                    "persistence",
                    "stats",
                    "replication",
                    "cpu",
                    "module_list",
                    "errorstats",
                    "cluster",
                    "keyspace");

    /** Only for who asks for it by its name. */
    private static final String HIDDEN = "debug";

    private final ReplicaLimit replicas;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    public InfoCommand(
            CommandTable table,
            Connections connections,
            Directives directives,
            Observations observations,
            ScriptFigures scripts,
            UsedMemory memory,
            ServerActivity activity,
            ReplicaLimit replicas,
            Channels channels,
            ReplicationStream stream,
            RdbSaving saving) {
        this.replicas = replicas;
        ServerSections server =
                new ServerSections(connections, directives, activity, replicas, stream, saving);
        DataSections data = new DataSections(directives, scripts, memory);
        StatisticsSections statistics =
                new StatisticsSections(
                        table, connections, observations, scripts, activity, channels);
        sections.put("server", (info, figures) -> server.server(info));
        sections.put("clients", server::clients);
        sections.put("memory", data::memory);
        sections.put("persistence", server::persistence);
        sections.put("stats", statistics::stats);
        sections.put("replication", server::replication);
        sections.put("cpu", (info, figures) -> server.cpu(info));
        sections.put("module_list", (info, figures) -> info.section("Modules"));
        sections.put("commandstats", (info, figures) -> statistics.commandStats(info));
        sections.put("errorstats", (info, figures) -> statistics.errorStats(info));
        sections.put("latencystats", (info, figures) -> statistics.latencyStats(info));
        sections.put("cluster", (info, figures) -> cluster(info));
        sections.put("keyspace", data::keyspace);
        sections.put(HIDDEN, (info, figures) -> statistics.debug(info));
    }

    public void register(CommandTable table) {
        table.onMember(
                command("info", -1)
                        .group(CommandGroup.SERVER)
                        .since("1.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE)
                        .categories(AclCategory.DANGEROUS)
                        .tips(
                                "nondeterministic_output",
                                "request_policy:all_shards",
                                "response_policy:special")
                        .summary("Tells about the server in figures.")
                        .changed("7.0.0", "Takes several sections.")
                        .arguments(Argument.string("section").asOptional().repeated()),
                this::info);
    }

    private void info(CommandCall call, ReplyWriter reply) {
        Set<String> wanted = wanted(call);
        InfoText info = new InfoText();
        KeyspaceFigures figures = figures(call);
        sections.forEach(
                (name, section) -> {
                    if (wanted.contains(name)) {
                        section.write(info, figures);
                    }
                });
        reply.verbatim("txt", info.bytes());
    }

    /** Another member's tell of its backups. */
    private KeyspaceFigures figures(CommandCall call) {
        return call.keyspace() == null
                ? call.figures()
                : call.figures().withBackups(replicas.inStep());
    }

    private Set<String> wanted(CommandCall call) {
        if (call.count() == 1) {
            return DEFAULT;
        }
        Set<String> wanted = new HashSet<>();
        for (int i = 1; i < call.count(); i++) {
            String name = Ascii.lowerCase(call.argument(i));
            switch (name) {
                case "default" -> wanted.addAll(DEFAULT);
                case "all", "everything" -> addAll(wanted);
                case "modules" -> wanted.add("module_list");
                default -> wanted.add(name);
            }
        }
        return wanted;
    }

    private void addAll(Set<String> wanted) {
        for (String name : sections.keySet()) {
            if (!name.equals(HIDDEN)) {
                wanted.add(name);
            }
        }
    }

    private static void cluster(InfoText info) {
        info.section("Cluster");
        info.field("cluster_enabled", 0);
    }
}

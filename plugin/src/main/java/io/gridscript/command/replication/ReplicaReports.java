package io.gridscript.command.replication;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.Connections;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import java.util.List;

/** ROLE: every member is a master, and these replicas have asked it. */
final class ReplicaReports {

    private final ReplicationStream stream;
    private final Connections connections;

    ReplicaReports(ReplicationStream stream, Connections connections) {
        this.stream = stream;
        this.connections = connections;
    }

    void register(CommandTable table) {
        table.onSession(
                command("role", 1)
                        .group(CommandGroup.SERVER)
                        .since("2.8.12")
                        .complexity("O(1)")
                        .flags(
                                CommandFlag.NOSCRIPT,
                                CommandFlag.LOADING,
                                CommandFlag.STALE,
                                CommandFlag.FAST)
                        .categories(AclCategory.ADMIN, AclCategory.DANGEROUS)
                        .summary("Tells that this is a master, and which replicas it has."),
                this::role);
    }

    private void role(CommandCall call, ReplyWriter reply) {
        List<Connection> replicas = Replicas.of(connections);
        reply.array(3);
        reply.bulk("master");
        reply.integer(Replicas.offset(stream, replicas));
        reply.array(replicas.size());
        for (Connection connection : replicas) {
            reply.array(3);
            reply.bulk(Replicas.host(connection));
            reply.bulk(RedisNumbers.bytes(connection.replica().listeningPort()));
            reply.bulk(RedisNumbers.bytes(connection.replica().acknowledged()));
        }
    }
}

package io.gridscript.command.connection;

import static io.gridscript.spec.CommandSpec.command;
import static io.gridscript.spec.CommandSpec.subcommand;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.AclCategory;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/**
 * CLUSTER, READONLY, READWRITE and ASKING, refused as by a Redis without slots. Client libraries
 * find out by that error that there is no Redis Cluster.
 */
public final class ClusterCommands {

    private static final ErrorReply DISABLED =
            ErrorReply.err("This instance has cluster support disabled");

    private static final String TIP = "nondeterministic_output";

    private ClusterCommands() {}

    public static void register(CommandTable table) {
        table.container(
                command("cluster", -2)
                        .group(CommandGroup.CLUSTER)
                        .since("3.0.0")
                        .complexity("Depends on subcommand.")
                        .summary("Holds the commands about Redis Cluster, which is not there."));
        refuse(table, cluster("info", 2, "3.0.0").tips(TIP));
        refuse(table, cluster("nodes", 2, "3.0.0").tips(TIP));
        refuse(
                table,
                cluster("slots", 2, "3.0.0")
                        .flags(CommandFlag.LOADING)
                        .tips(TIP)
                        .deprecated("7.0.0", "`CLUSTER SHARDS`")
                        .changed("4.0.0", "Added node IDs.")
                        .changed("7.0.0", "Added additional networking metadata field."));
        refuse(table, cluster("shards", 2, "7.0.0").flags(CommandFlag.LOADING).tips(TIP));
        refuse(table, cluster("links", 2, "7.0.0").tips(TIP));
        refuse(table, cluster("myid", 2, "3.0.0"));
        refuse(table, cluster("keyslot", 3, "3.0.0").arguments(Argument.string("key")));
        refuse(table, cluster("countkeysinslot", 3, "3.0.0").arguments(Argument.integer("slot")));
        refuse(
                table,
                cluster("getkeysinslot", 4, "3.0.0")
                        .tips(TIP)
                        .arguments(Argument.integer("slot"), Argument.integer("count")));
        refuse(
                table,
                cluster("reset", -2, "3.0.0")
                        .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT)
                        .arguments(
                                Argument.oneOf(
                                                "reset-type",
                                                Argument.token("hard", "HARD"),
                                                Argument.token("soft", "SOFT"))
                                        .asOptional()));
        refuse(table, cluster("help", 2, "5.0.0").flags(CommandFlag.LOADING));
        refuse(table, ofConnection("readonly").flags(CommandFlag.LOADING, CommandFlag.STALE));
        refuse(table, ofConnection("readwrite").flags(CommandFlag.LOADING, CommandFlag.STALE));
        refuse(table, ofConnection("asking"));
    }

    private static CommandSpec.Builder cluster(String name, int arity, String since) {
        return subcommand("cluster", name, arity).since(since).flags(CommandFlag.STALE);
    }

    private static CommandSpec.Builder ofConnection(String name) {
        return command(name, 1)
                .since("3.0.0")
                .flags(CommandFlag.FAST)
                .categories(AclCategory.CONNECTION);
    }

    private static void refuse(CommandTable table, CommandSpec.Builder spec) {
        table.onSession(
                spec.group(CommandGroup.CLUSTER)
                        .complexity("O(1)")
                        .summary("Refused: there is no Redis Cluster."),
                ClusterCommands::refuse);
    }

    private static void refuse(CommandCall call, ReplyWriter reply) {
        throw DISABLED;
    }
}

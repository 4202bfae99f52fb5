package io.gridscript.command.replication;

import static io.gridscript.spec.CommandSpec.command;

import io.gridscript.command.CommandCall;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.IntegerArgument;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.ReplyWriter;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandFlag;
import io.gridscript.spec.CommandGroup;
import io.gridscript.spec.CommandSpec;

/** SYNC, PSYNC and REPLCONF: what a replica says to become one, and while it is. */
final class Synchronization {

    private static final ErrorReply FAILOVER =
            ErrorReply.err("PSYNC FAILOVER can't be sent to a master.");
    private static final ErrorReply NO_FILTER =
            ErrorReply.err("Filtered replica requires EOF capability");

    private static final int LONGEST_HOST = 255;

    private final ReplicationStream stream;

    Synchronization(ReplicationStream stream) {
        this.stream = stream;
    }

    void register(CommandTable table) {
        table.onLong(
                sync("sync", 1, "1.0.0").summary("Sends a replica everything, as Redis does."),
                (call, reply) -> follow(call, false));
        table.onLong(
                sync("psync", -3, "2.8.0")
                        .summary("Sends a replica everything, as Redis does.")
                        .arguments(Argument.string("replicationid"), Argument.integer("offset")),
                (call, reply) -> {
                    RedisNumbers.parseLong(call.argument(2));
                    if (call.count() > 3 && Ascii.is(call.argument(3), "failover")) {
                        throw FAILOVER;
                    }
                    follow(call, true);
                });
        table.onSession(
                server("replconf", -1)
                        .since("3.0.0")
                        .complexity("O(1)")
                        .flags(CommandFlag.LOADING, CommandFlag.STALE, CommandFlag.ALLOW_BUSY)
                        .summary("Takes what a replica says of itself."),
                Synchronization::configure);
    }

    private static CommandSpec.Builder sync(String name, int arity, String since) {
        return server(name, arity)
                .since(since)
                .flags(CommandFlag.NO_ASYNC_LOADING, CommandFlag.NO_MULTI);
    }

    private static CommandSpec.Builder server(String name, int arity) {
        return command(name, arity)
                .group(CommandGroup.SERVER)
                .flags(CommandFlag.ADMIN, CommandFlag.NOSCRIPT);
    }

    /** Who follows already is not answered. */
    private void follow(CommandCall call, boolean announced) {
        Replica replica = call.connection().replica();
        if (replica == null || !replica.follows()) {
            stream.follow(call.connection(), call.keyspace(), announced);
        }
    }

    private static void configure(CommandCall call, ReplyWriter reply) {
        if (call.count() % 2 == 0) {
            throw ErrorReply.SYNTAX;
        }
        Replica replica = replica(call.connection());
        for (int i = 1; i < call.count(); i += 2) {
            if (!configure(replica, call, i)) {
                return;
            }
        }
        reply.ok();
    }

    private static Replica replica(Connection connection) {
        if (connection.replica() == null) {
            connection.replica(new Replica());
        }
        return connection.replica();
    }

    /** Takes one option; false when that isn't answered, nor the rest looked at. */
    private static boolean configure(Replica replica, CommandCall call, int at) {
        byte[] value = call.argument(at + 1);
        switch (Ascii.lowerCase(call.argument(at))) {
            case "listening-port" -> replica.listeningPort((int) RedisNumbers.parseLong(value));
            case "ip-address" -> replica.host(host(value));
            case "capa", "version" -> {
                // What a replica can take beside what it is sent makes no difference.
            }
            case "ack" -> {
                acknowledge(replica, value);
                return false;
            }
            case "getack" -> {
                return false;
            }
            case "rdb-only" -> replica.wantsSnapshotOnly(IntegerArgument.between(value, 0, 1) == 1);
            case "rdb-filter-only" -> throw NO_FILTER;
            default ->
                    throw ErrorReply.err(
                            "Unrecognized REPLCONF option: " + Ascii.untilZero(call.argument(at)));
        }
        return true;
    }

    private static String host(byte[] value) {
        if (value.length >= LONGEST_HOST) {
            throw ErrorReply.err(
                    "REPLCONF ip-address provided by replica instance is too long: "
                            + value.length
                            + " bytes");
        }
        return Ascii.string(value);
    }

    private static void acknowledge(Replica replica, byte[] offset) {
        if (replica.follows()) {
            try {
                replica.acknowledged(RedisNumbers.parseLong(offset));
            } catch (ErrorReply noNumber) {
                // Nobody waits for an answer.
            }
        }
    }
}

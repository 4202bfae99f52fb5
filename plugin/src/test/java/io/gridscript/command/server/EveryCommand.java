package io.gridscript.command.server;

import io.gridscript.acl.SharedUsers;
import io.gridscript.acl.UserRules;
import io.gridscript.acl.Users;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.DataLimits;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.Pauses;
import io.gridscript.command.Quorum;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.acl.AclCommands;
import io.gridscript.command.acl.TableSpecs;
import io.gridscript.command.acl.UserFile;
import io.gridscript.command.bitmap.BitmapCommands;
import io.gridscript.command.connection.AuthenticationCommands;
import io.gridscript.command.connection.ClientCommands;
import io.gridscript.command.connection.ClientKillCommand;
import io.gridscript.command.connection.ClientPauseCommands;
import io.gridscript.command.connection.ClientTrackingCommands;
import io.gridscript.command.connection.ClusterCommands;
import io.gridscript.command.connection.ConnectionCommands;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.geo.GeoCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.hyperloglog.HyperLogLogCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.migrate.MigrateCommand;
import io.gridscript.command.pubsub.PubSubCommands;
import io.gridscript.command.pubsub.SilentChannels;
import io.gridscript.command.replication.ReplicationCommands;
import io.gridscript.command.replication.UnheardStream;
import io.gridscript.command.script.EvalCommands;
import io.gridscript.command.script.FcallCommands;
import io.gridscript.command.script.FunctionCommands;
import io.gridscript.command.script.GridscriptCommands;
import io.gridscript.command.script.ScriptCommands;
import io.gridscript.command.set.SetCommands;
import io.gridscript.command.sort.SortCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.command.transaction.TransactionCommands;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.SharedLibraries;
import java.util.concurrent.CompletableFuture;

/** A server that knows every command there is, for tests of what is known about them. */
final class EveryCommand {

    private EveryCommand() {}

    /** The scripts have no cache: they can be asked about, not run. */
    static FakeServer server() {
        FakeServer server = new FakeServer();
        CommandTable table = server.tester.table();
        RunningScripts running = new RunningScripts();
        new ConnectionCommands(16).register(table);
        new AuthenticationCommands(new Users()).register(table);
        new ClientCommands(server.tester).register(table);
        new ClientKillCommand(server.tester, new Users()).register(table);
        new ClientPauseCommands(new Pauses()).register(table);
        new ClientTrackingCommands().register(table);
        ClusterCommands.register(table);
        new GenericCommands(false).register(table);
        StringCommands.register(table, () -> 512L << 20);
        HashCommands.register(table);
        ListCommands.register(table);
        SetCommands.register(table);
        SortedSetCommands.register(table);
        SortCommands.register(table);
        MigrateCommand.register(table);
        StreamCommands.register(table);
        BitmapCommands.register(table, () -> 512L << 20);
        HyperLogLogCommands.register(table);
        GeoCommands.register(table);
        new TransactionCommands().register(table);
        PubSubCommands.register(table, new SilentChannels(), new UnheardStream());
        ReplicationCommands.register(table, new UnheardStream(), server.tester);
        new EvalCommands(
                        table,
                        new CommandRunner(server.tester.errors()),
                        server.switches,
                        new DataLimits(
                                new MemoryLimit(() -> 0), new ReplicaLimit(), Quorum.NOT_ASKED_FOR),
                        null,
                        running)
                .register();
        new ScriptCommands(null, null, null, () -> false).register(table);
        new GridscriptCommands(null, null).register(table);
        FunctionLibraries libraries = new FunctionLibraries(new SharedLibraries(), null, null);
        new FcallCommands(
                        table,
                        new CommandRunner(server.tester.errors()),
                        server.switches,
                        new DataLimits(
                                new MemoryLimit(() -> 0), new ReplicaLimit(), Quorum.NOT_ASKED_FOR),
                        libraries,
                        running)
                .register();
        new FunctionCommands(libraries, Runnable::run, null, null, millis -> false, () -> false)
                .register(table);
        Users users = new Users();
        UserRules rules = new UserRules(new TableSpecs(table));
        new AclCommands(
                        users,
                        rules,
                        new SharedUsers(users, rules),
                        server.tester.securityLog(),
                        new UserFile(""),
                        (changed, expected) -> CompletableFuture.completedFuture(true))
                .register(table);
        return server;
    }
}

package io.gridscript.command.server;

import io.gridscript.command.ConnectionTester;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.debug.DebugCommand;
import io.gridscript.command.debug.GridInspection;
import io.gridscript.command.latency.LatencyCommands;
import io.gridscript.command.memory.MemoryCommands;
import io.gridscript.command.persistence.PersistenceCommands;
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.persistence.RdbSettings;
import io.gridscript.command.persistence.RdbSource;
import io.gridscript.command.pubsub.SilentChannels;
import io.gridscript.command.replication.UnheardStream;
import io.gridscript.command.slowlog.SlowLogCommands;
import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.observe.Observations;
import io.gridscript.reply.ErrorReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server commands with ports that keep what they were told. */
public final class FakeServer implements Directives, Shutdown, ScriptFigures, GridInspection {

    public final ConnectionTester tester = new ConnectionTester();
    public final SortedMap<String, String> values = new TreeMap<>();
    final List<String> shutdowns = new ArrayList<>();
    public final DebugSwitches switches = new DebugSwitches();
    public final ServerActivity activity =
            new ServerActivity(tester.table(), tester, tester.observations().eventLoops());
    final RdbSaving saving =
            new RdbSaving(
                    new NoFiles(),
                    () -> new RdbSettings(Path.of("/nonexistent/f"), true, true, List.of(), 0),
                    () -> 0,
                    List::of,
                    Runnable::run);
    boolean shuttingDown;
    boolean scriptStatisticsReset;

    public FakeServer() {
        values.put("maxmemory", "100");
        values.put("maxmemory-policy", "noeviction");
        values.put("maxclients", "10000");
        values.put("port", "6379");
        values.put("enable-debug-command", "no");
        Observations observations = tester.observations();
        StatisticsReset reset = new StatisticsReset(tester.table(), tester, observations, this);
        UsedMemory memory = new UsedMemory(this, tester);
        tester.with(new ConfigCommands(this, reset)::register)
                .with(new CommandCommands(tester.table())::register)
                .with(new DatabaseCommands()::register)
                .with(new ServerCommands(this)::register)
                .with(new DebugCommand(this, switches, activity, this)::register)
                .with(
                        new InfoCommand(
                                        tester.table(),
                                        tester,
                                        this,
                                        observations,
                                        this,
                                        memory,
                                        activity,
                                        new ReplicaLimit(),
                                        new SilentChannels(),
                                        new UnheardStream(),
                                        saving)
                                ::register)
                .with(new MemoryCommands(memory)::register)
                .with(new MonitorCommand(observations.monitors())::register)
                .with(new PersistenceCommands(saving)::register)
                .with(new LolwutCommand()::register)
                .with(new SlowLogCommands(observations.slowLog())::register)
                .with(new LatencyCommands(tester.table(), observations)::register)
                .with(
                        new WaitCommands(
                                        new ReplicaLimit(),
                                        () -> CompletableFuture.completedFuture(0),
                                        (action, delay) -> {})
                                ::register);
    }

    /** As if the keyspace had no owner. */
    private static final class NoFiles implements RdbSource {
        @Override
        public Pieces begin(RdbFileHeader header) throws IOException {
            throw new IOException("no owner");
        }

        @Override
        public boolean isHere() {
            return false;
        }

        @Override
        public long sequence() {
            return 0;
        }
    }

    @Override
    public SortedMap<String, String> all() {
        return values;
    }

    @Override
    public CompletionStage<Void> set(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            String name = assignment.name().toLowerCase(Locale.ROOT);
            if (!values.containsKey(name)) {
                return CompletableFuture.failedFuture(ErrorReply.err("no " + name));
            }
            values.put(name, assignment.value());
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> begin(boolean save, boolean noSave, boolean force) {
        String asked = save ? "save" : noSave ? "nosave" : "default";
        shutdowns.add(asked + (force ? " force" : ""));
        shuttingDown = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean abort() {
        boolean possible = shuttingDown;
        shuttingDown = false;
        return possible;
    }

    @Override
    public CompletionStage<List<String>> scriptStores() {
        return CompletableFuture.completedFuture(List.of("one", "other"));
    }

    @Override
    public CompletionStage<String> replica() {
        return CompletableFuture.completedFuture("role:owner\n");
    }

    @Override
    public int libraries() {
        return 0;
    }

    @Override
    public long lazilyFreed() {
        return 0;
    }

    @Override
    public long functions() {
        return 0;
    }

    @Override
    public long libraryCount() {
        return 0;
    }

    @Override
    public long functionBytes() {
        return 1024;
    }

    @Override
    public long functionVmBytes() {
        return 300;
    }

    @Override
    public long vmBytes() {
        return 700;
    }

    @Override
    public long cachedScripts() {
        return 12;
    }

    @Override
    public long evictedScripts() {
        return 4;
    }

    @Override
    public long bytes() {
        return 2048;
    }

    @Override
    public void resetStatistics() {
        scriptStatisticsReset = true;
    }
}

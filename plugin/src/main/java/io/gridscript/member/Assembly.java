package io.gridscript.member;

import com.hazelcast.spi.impl.NodeEngine;
import io.gridscript.acl.ChannelPatterns;
import io.gridscript.command.CommandRunner;
import io.gridscript.command.CommandTable;
import io.gridscript.command.Connection;
import io.gridscript.command.DataLimits;
import io.gridscript.command.DebugSwitches;
import io.gridscript.command.InlineBudget;
import io.gridscript.command.MemoryLimit;
import io.gridscript.command.Pauses;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.bitmap.BitmapCommands;
import io.gridscript.command.connection.AuthenticationCommands;
import io.gridscript.command.connection.ClientCommands;
import io.gridscript.command.connection.ClientKillCommand;
import io.gridscript.command.connection.ClientPauseCommands;
import io.gridscript.command.connection.ClientTrackingCommands;
import io.gridscript.command.connection.ClusterCommands;
import io.gridscript.command.connection.ConnectionCommands;
import io.gridscript.command.debug.DebugCommand;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.geo.GeoCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.command.hyperloglog.HyperLogLogCommands;
import io.gridscript.command.latency.LatencyCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.memory.MemoryCommands;
import io.gridscript.command.migrate.MigrateCommand;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.PubSubCommands;
import io.gridscript.command.script.DeclaredWrites;
import io.gridscript.command.script.EvalCommands;
import io.gridscript.command.script.ScriptCommands;
import io.gridscript.command.server.CommandCommands;
import io.gridscript.command.server.ConfigCommands;
import io.gridscript.command.server.DatabaseCommands;
import io.gridscript.command.server.InfoCommand;
import io.gridscript.command.server.LolwutCommand;
import io.gridscript.command.server.MonitorCommand;
import io.gridscript.command.server.PersistenceCommands;
import io.gridscript.command.server.ScriptFigures;
import io.gridscript.command.server.ServerActivity;
import io.gridscript.command.server.ServerCommands;
import io.gridscript.command.server.StatisticsReset;
import io.gridscript.command.server.UsedMemory;
import io.gridscript.command.server.WaitCommands;
import io.gridscript.command.set.SetCommands;
import io.gridscript.command.slowlog.SlowLogCommands;
import io.gridscript.command.sort.SortCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.command.transaction.TransactionCommands;
import io.gridscript.grid.authority.Authority;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.commit.KeyspaceCopy;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.EvictionCycle;
import io.gridscript.grid.execution.ExpiryCycle;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.membership.SplitBrainProtection;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.pubsub.GridChannels;
import io.gridscript.grid.replication.BackupMembers;
import io.gridscript.grid.replication.KeyspacePartition;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.grid.routing.Batches;
import io.gridscript.grid.routing.KillsEverywhere;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.observe.Observations;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.Listener;
import io.gridscript.resp.Sessions;
import io.gridscript.resp.UserSessions;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Puts the rooms of one member together, and opens and closes them in order. */
public final class Assembly implements AutoCloseable {

    private static final long SAMPLE_MILLIS = 100;

    private final MemberDirectives directives;
    private final String member;
    private final EncodingLimits encodingLimits = new EncodingLimits();
    private final BusyThreshold busy = new BusyThreshold();
    private final ConnectionLimits connectionLimits = new ConnectionLimits();
    private final Sessions sessions = new Sessions(connectionLimits);
    private final Observations observations = new Observations(new ErrorStatistics());
    private final CommandRunner runner = new CommandRunner(observations);
    private final CommandTable table = new CommandTable();
    private final MemberUsers users;
    private final ServerActivity activity =
            new ServerActivity(table, sessions, observations.eventLoops());
    private final DebugSwitches switches = new DebugSwitches();
    private final RunningScripts running = new RunningScripts();
    private final ScriptIndex index = new ScriptIndex();
    private final MemoryLimit memory =
            new MemoryLimit(index::estimatedBytes, observations.latency());
    private final ReplicaLimit replicas = new ReplicaLimit();
    private final DataLimits limits;
    private final Authority authority;
    private final ScriptCache scripts;
    private final Pauses pauses;
    private final KeyspaceThreads threads;
    private final GridChannels channels;
    private final Batches batches;
    private final KeyspaceActor keyspace;
    private final KeyspaceReplica replica;
    private final ExpiryCycle expiryCycle;
    private final EvictionCycle evictionCycle;
    private final MemberShutdown shutdown;
    private volatile InlineBudget inlineBudget = InlineBudget.DEFAULT;
    private volatile Listener listener;

    /**
     * @throws InvalidSetting when a directive can't be applied
     */
    Assembly(NodeEngine nodeEngine, GridMessages messages, MemberDirectives directives) {
        this.directives = directives;
        member = nodeEngine.getHazelcastInstance().getName();
        users = new MemberUsers(table, directives);
        String protection = directives.get(DirectiveTable.SPLIT_BRAIN_PROTECTION);
        limits = new DataLimits(memory, replicas, SplitBrainProtection.of(nodeEngine, protection));
        authority = new Authority(nodeEngine, messages, index, this::take);
        scripts = new ScriptCache(index, authority, authority.lease());
        pauses = new Pauses(new DeclaredWrites(scripts));
        threads = new KeyspaceThreads(member);
        int databases = directives.get(DirectiveTable.DATABASES).intValue();
        KeyspacePartition partition =
                new KeyspacePartition(
                        nodeEngine, directives.get(DirectiveTable.BACKUP_COUNT).intValue());
        BackupMembers backups = new BackupMembers(nodeEngine, partition, threads);
        replicas.countedBy(
                () ->
                        backups.inStep(
                                directives.get(DirectiveTable.MIN_REPLICAS_MAX_LAG).intValue()));
        Keyspace data = new Keyspace(databases, encodingLimits);
        data.expiryPausedBy(pauses::isOn);
        data.roomMadeBy(memory::makeRoom);
        KeyspaceCopy copy = new KeyspaceCopy(data);
        GroupCommit commit = new GroupCommit(copy, backups);
        channels =
                new GridChannels(messages, new Participants(nodeEngine), threads, commit, sessions);
        batches =
                new Batches(
                        nodeEngine,
                        threads,
                        partition.id(),
                        users.all(),
                        limits,
                        table,
                        runner,
                        scripts,
                        channels);
        keyspace = new KeyspaceActor(commit, threads, busy, batches);
        replica = new KeyspaceReplica(partition, threads, backups, keyspace);
        expiryCycle =
                new ExpiryCycle(
                        keyspace,
                        () -> switches.isActiveExpiry() && !pauses.isOn(),
                        observations.latency());
        evictionCycle = new EvictionCycle(keyspace, memory);
        shutdown = new MemberShutdown(nodeEngine.getHazelcastInstance(), keyspace, busy);
        registerCommands(nodeEngine, messages, databases);
        new DirectiveBindings(
                        directives, users, connectionLimits, sessions, busy, limits, encodingLimits)
                .bind();
        new EvictionBindings(directives, memory, data.evictionSettings()).bind();
        new ObservationBindings(directives, observations).bind();
        directives.distributeBy(changed -> authority.change(users.withDefaultUser(changed)));
        users.all().tell(new UserSessions(sessions, this::listensElsewhere));
    }

    private boolean listensElsewhere(Connection connection, ChannelPatterns allowed) {
        return channels.listensTo(
                connection, (kind, name) -> !allowed.allow(name, kind == ChannelKind.PATTERN));
    }

    /** Lets hold here what CONFIG SET or ACL has set on some member. */
    private void take(Map<String, String> changed) {
        directives.take(changed);
        users.take(changed);
    }

    private void registerCommands(NodeEngine nodeEngine, GridMessages messages, int databases) {
        new ConnectionCommands(databases).register(table);
        new AuthenticationCommands(users.all()).register(table);
        new ClientCommands(sessions).register(table);
        new ClientKillCommand(sessions, users.all()).register(table);
        new ClientPauseCommands(pauses).register(table);
        new ClientTrackingCommands().register(table);
        ClusterCommands.register(table);
        new GenericCommands(directives.get(DirectiveTable.CLUSTER_ENABLED)).register(table);
        StringCommands.register(table, () -> directives.get(DirectiveTable.PROTO_MAX_BULK_LEN));
        HashCommands.register(table);
        ListCommands.register(table);
        SetCommands.register(table);
        SortedSetCommands.register(table);
        SortCommands.register(table);
        MigrateCommand.register(table);
        StreamCommands.register(table);
        BitmapCommands.register(table, () -> directives.get(DirectiveTable.PROTO_MAX_BULK_LEN));
        HyperLogLogCommands.register(table);
        GeoCommands.register(table);
        new TransactionCommands().register(table);
        PubSubCommands.register(table, channels);
        new EvalCommands(table, runner, switches, limits, scripts, running).register();
        new ScriptCommands(
                        scripts,
                        new KillsEverywhere(running, messages, new Participants(nodeEngine)),
                        () -> directives.get(DirectiveTable.LAZYFREE_LAZY_USER_FLUSH))
                .register(table);
        registerServerCommands();
        users.register(table, sessions.securityLog(), authority::change);
    }

    private void registerServerCommands() {
        ScriptFigures figures = new IndexFigures(index);
        new CommandCommands(table).register(table);
        new ConfigCommands(directives, new StatisticsReset(table, sessions, observations, figures))
                .register(table);
        new DatabaseCommands().register(table);
        new DebugCommand(directives, switches, activity, new MemberInspection(authority, replica))
                .register(table);
        UsedMemory usedMemory = new UsedMemory(figures, sessions);
        new InfoCommand(
                        table,
                        sessions,
                        directives,
                        observations,
                        figures,
                        usedMemory,
                        activity,
                        replicas,
                        channels)
                .register(table);
        new ServerCommands(shutdown).register(table);
        new PersistenceCommands(activity).register(table);
        new MonitorCommand(observations.monitors()).register(table);
        new LolwutCommand().register(table);
        new WaitCommands(
                        replicas,
                        this::backupsInStep,
                        (action, delay) -> threads.schedule(action, delay, TimeUnit.MILLISECONDS))
                .register(table);
        new SlowLogCommands(observations.slowLog()).register(table);
        new LatencyCommands(table, observations).register(table);
        new MemoryCommands(usedMemory).register(table);
    }

    private CompletionStage<Integer> backupsInStep() {
        return keyspace.isHere()
                ? CompletableFuture.completedFuture(replicas.inStep())
                : keyspace.figuresElsewhere().thenApply(KeyspaceFigures::backups);
    }

    /** The script authority of this member, for tests and statistics. */
    public Authority authority() {
        return authority;
    }

    /** The keyspace's copy on this member. */
    public KeyspaceReplica replica() {
        return replica;
    }

    /** The channels of the grid as this member sees them. */
    public GridChannels channels() {
        return channels;
    }

    /** The way of batches to the keyspace's owner. */
    public Batches batches() {
        return batches;
    }

    MemberDirectives directives() {
        return directives;
    }

    CommandTable commands() {
        return table;
    }

    /** Says how long scripts may run on connections' own threads, for tests. */
    void inlineBudget(InlineBudget budget) {
        inlineBudget = budget;
    }

    /** The scripts in progress on this member, for tests and statistics. */
    RunningScripts running() {
        return running;
    }

    /** The scripts that this member may run, for tests and statistics. */
    ScriptIndex index() {
        return index;
    }

    /** Addresses on which the port is open, in the order of the directive bind. */
    public List<InetSocketAddress> addresses() {
        return listener == null ? List.of() : listener.addresses();
    }

    /** Begins to take part in the grid, after the member has started. */
    void start() {
        authority.start();
        batches.start(keyspace);
        channels.membersChanged();
        replica.start();
        expiryCycle.start(threads);
        evictionCycle.start(threads);
        threads.repeat(activity::sample, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the port, when this member has what the others have.
     *
     * @throws InvalidSetting when that isn't possible
     */
    void open() {
        users.bringTo(authority::change);
        Listener opening =
                new Listener(
                        sessions,
                        connectionLimits,
                        users.all(),
                        table,
                        runner,
                        keyspace,
                        busy,
                        limits,
                        elapsed -> inlineBudget.isExceeded(elapsed),
                        channels,
                        pauses,
                        directives.get(DirectiveTable.IO_THREADS).intValue(),
                        member);
        listener = opening;
        int port = directives.get(DirectiveTable.PORT).intValue();
        int backlog = directives.get(DirectiveTable.TCP_BACKLOG).intValue();
        for (String bind : directives.get(DirectiveTable.BIND)) {
            boolean optional = bind.startsWith("-");
            String host = optional ? bind.substring(1) : bind;
            try {
                opening.open(
                        new InetSocketAddress(host.equals("*") ? "0.0.0.0" : host, port), backlog);
            } catch (IOException e) {
                if (!optional) {
                    throw new InvalidSetting(
                            "Cannot open port " + port + " on " + host + ": " + e.getMessage());
                }
            }
        }
    }

    /** This member goes over to another cluster, where its clients begin anew. */
    void moveToAnotherCluster() {
        sessions.closeAll();
        running.all().forEach(ScriptRun::abandon);
        replica.abandon();
        users.forget();
        authority.moved();
        channels.moved();
    }

    /** Closes the port; data and scripts stay until {@link #close}. */
    void closePort() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    @Override
    public void close() {
        closePort();
        // What no kill ends: nobody is left to answer, and what was written goes with the member.
        running.all().forEach(ScriptRun::abandon);
        authority.leave();
        authority.close();
        channels.close();
        threads.close();
    }
}

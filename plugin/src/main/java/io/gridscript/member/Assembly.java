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
import io.gridscript.command.Quorum;
import io.gridscript.command.ReplicaLimit;
import io.gridscript.command.connection.AuthenticationCommands;
import io.gridscript.command.connection.ClientCommands;
import io.gridscript.command.connection.ClientKillCommand;
import io.gridscript.command.connection.ClientPauseCommands;
import io.gridscript.command.connection.ClientTrackingCommands;
import io.gridscript.command.connection.ClusterCommands;
import io.gridscript.command.connection.ConnectionCommands;
import io.gridscript.command.debug.DebugCommand;
import io.gridscript.command.latency.LatencyCommands;
import io.gridscript.command.memory.MemoryCommands;
import io.gridscript.command.persistence.PersistenceCommands;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.KeyNotifications;
import io.gridscript.command.pubsub.PubSubCommands;
import io.gridscript.command.replication.ReplicationCommands;
import io.gridscript.command.server.CommandCommands;
import io.gridscript.command.server.ConfigCommands;
import io.gridscript.command.server.DatabaseCommands;
import io.gridscript.command.server.InfoCommand;
import io.gridscript.command.server.LolwutCommand;
import io.gridscript.command.server.MonitorCommand;
import io.gridscript.command.server.ScriptFigures;
import io.gridscript.command.server.ServerActivity;
import io.gridscript.command.server.ServerCommands;
import io.gridscript.command.server.StatisticsReset;
import io.gridscript.command.server.UsedMemory;
import io.gridscript.command.server.WaitCommands;
import io.gridscript.command.slowlog.SlowLogCommands;
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
import io.gridscript.grid.replicas.CommandStream;
import io.gridscript.grid.replicas.ReplicaLines;
import io.gridscript.grid.replicas.StreamSettings;
import io.gridscript.grid.replication.BackupMembers;
import io.gridscript.grid.replication.KeyspacePartition;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.grid.routing.Batches;
import io.gridscript.jcache.EntryProcessing;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.observe.Observations;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.SessionRooms;
import io.gridscript.resp.Sessions;
import io.gridscript.resp.UserSessions;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptIndex;
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
    private final EncodingLimits encodingLimits = new EncodingLimits();
    private final ConnectionLimits connectionLimits = new ConnectionLimits();
    private final Sessions sessions = new Sessions(connectionLimits);
    private final Observations observations = new Observations(new ErrorStatistics());
    private final CommandRunner runner = new CommandRunner(observations);
    private final CommandTable table = new CommandTable();
    private final MemberUsers users;
    private final ServerActivity activity =
            new ServerActivity(table, sessions, observations.eventLoops());
    private final DebugSwitches switches = new DebugSwitches();
    private final MemberScripting scripting;
    private final BusyThreshold busy;
    private final MemoryLimit memory;
    private final ReplicaLimit replicas = new ReplicaLimit();
    private final DataLimits limits;
    private final EntryProcessing entries;
    private final Pauses pauses;
    private final KeyspaceThreads threads;
    private final GridChannels channels;
    private final Batches batches;
    private final KeyspaceActor keyspace;
    private final ReplicaLines replicaLines;
    private final CommandStream stream;
    private final KeyspaceReplica replica;
    private final ExpiryCycle expiryCycle;
    private final RdbFiles files;
    private final EvictionCycle evictionCycle;
    private final MemberShutdown shutdown;
    private final ClientPorts ports;
    private volatile InlineBudget inlineBudget = InlineBudget.DEFAULT;

    /**
     * @throws InvalidSetting when a directive can't be applied
     */
    Assembly(NodeEngine nodeEngine, GridMessages messages, MemberDirectives directives) {
        this.directives = directives;
        String member = nodeEngine.getHazelcastInstance().getName();
        users = new MemberUsers(table, directives);
        Quorum protection =
                SplitBrainProtection.of(
                        nodeEngine, directives.get(DirectiveTable.SPLIT_BRAIN_PROTECTION));
        scripting = new MemberScripting(nodeEngine, messages, directives, this::take);
        busy = new BusyThreshold(scripting.running()::isFunctionRunning);
        memory = new MemoryLimit(scripting::bytes, observations.latency());
        entries = scripting.entries(table, runner, encodingLimits);
        pauses = new Pauses();
        limits = new DataLimits(memory, replicas, protection);
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
        data.expiry().pausedBy(pauses::isOn);
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
                        scripting.scripts(),
                        channels);
        keyspace = new KeyspaceActor(commit, threads, busy, batches);
        replicaLines = new ReplicaLines(messages, new Participants(nodeEngine), threads, sessions);
        stream = new CommandStream(keyspace, threads, replicaLines, streamSettings());
        scripting.tell(stream);
        data.events().tell(new KeyNotifications(data, channels));
        replica = new KeyspaceReplica(partition, threads, backups, keyspace);
        files =
                new RdbFiles(
                        directives,
                        partition,
                        keyspace,
                        threads,
                        messages,
                        scripting::libraryCodes);
        expiryCycle =
                new ExpiryCycle(
                        keyspace,
                        () -> switches.isActiveExpiry() && !pauses.isOn(),
                        observations.latency());
        evictionCycle = new EvictionCycle(keyspace, memory);
        shutdown =
                new MemberShutdown(
                        nodeEngine.getHazelcastInstance(), keyspace, busy, files.saving());
        registerCommands(databases);
        new ConnectionBindings(directives, users, connectionLimits, sessions).bind();
        new EncodingBindings(directives, encodingLimits).bind();
        new KeyspaceBindings(directives, limits, busy, scripting.running().limits(), data.events())
                .bind();
        new EvictionBindings(directives, memory, data.evictionSettings()).bind();
        new ObservationBindings(directives, observations).bind();
        directives.distributeBy(changed -> authority().change(users.withDefaultUser(changed)));
        users.all().tell(new UserSessions(sessions, this::listensElsewhere));
        ports =
                new ClientPorts(
                        directives,
                        member,
                        sessions,
                        connectionLimits,
                        users.all(),
                        sessionRooms());
    }

    private StreamSettings streamSettings() {
        return new StreamSettings(
                activity::replicationId,
                () -> directives.get(DirectiveTable.REPL_PING_REPLICA_PERIOD),
                () -> directives.get(DirectiveTable.REPL_TIMEOUT),
                () -> directives.get(DirectiveTable.LAZYFREE_LAZY_EXPIRE),
                () -> directives.get(DirectiveTable.LAZYFREE_LAZY_SERVER_DEL),
                scripting::libraryCodes);
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

    private void registerCommands(int databases) {
        new ConnectionCommands(databases).register(table);
        new AuthenticationCommands(users.all()).register(table);
        new ClientCommands(sessions).register(table);
        new ClientKillCommand(sessions, users.all()).register(table);
        new ClientPauseCommands(pauses).register(table);
        new ClientTrackingCommands().register(table);
        ClusterCommands.register(table);
        new DataCommands(directives, switches).register(table);
        new TransactionCommands().register(table);
        PubSubCommands.register(table, channels, stream);
        scripting.register(table, runner, switches, limits, threads::execute);
        registerServerCommands();
        users.register(table, sessions.securityLog(), authority()::change);
    }

    private void registerServerCommands() {
        ScriptFigures figures = scripting.figures();
        new CommandCommands(table).register(table);
        new ConfigCommands(directives, new StatisticsReset(table, sessions, observations, figures))
                .register(table);
        new DatabaseCommands().register(table);
        new DebugCommand(
                        directives,
                        switches,
                        activity,
                        new MemberInspection(authority(), replica, scripting.libraries()))
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
                        channels,
                        stream,
                        files.saving())
                .register(table);
        new ServerCommands(shutdown).register(table);
        new PersistenceCommands(files.saving()).register(table);
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
        ReplicationCommands.register(table, stream, sessions);
    }

    private CompletionStage<Integer> backupsInStep() {
        return keyspace.isHere()
                ? CompletableFuture.completedFuture(replicas.inStep())
                : keyspace.figuresElsewhere().thenApply(KeyspaceFigures::backups);
    }

    /** The script authority of this member, for tests and statistics. */
    public Authority authority() {
        return scripting.authority();
    }

    /** The keyspace's copy on this member. */
    public KeyspaceReplica replica() {
        return replica;
    }

    /** Runs scripts on entries of caches that this member owns. */
    EntryProcessing entries() {
        return entries;
    }

    /** Runs a command for code of this JVM, as {@link MemberScripts#call} says. */
    CompletableFuture<Void> call(byte[][] words, JavaReply reply) {
        return ports.call(words, reply);
    }

    /** The channels of the grid as this member sees them. */
    public GridChannels channels() {
        return channels;
    }

    /** The ways to replicas. */
    ReplicaLines replicaLines() {
        return replicaLines;
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
        return scripting.running();
    }

    /** The scripts that this member may run, for tests and statistics. */
    ScriptIndex index() {
        return scripting.index();
    }

    /** Addresses on which the port is open, in the order of the directive bind. */
    public List<InetSocketAddress> addresses() {
        return ports.addresses();
    }

    /** Begins to take part in the grid, after the member has started. */
    void start() {
        authority().start();
        batches.start(keyspace);
        channels.membersChanged();
        replica.start();
        expiryCycle.start(threads);
        stream.start();
        evictionCycle.start(threads);
        threads.repeat(activity::sample, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        files.start();
    }

    /**
     * Opens the port, when this member has what the others have.
     *
     * @throws InvalidSetting when that isn't possible
     */
    void open() {
        LocalCommands commands = new LocalCommands(ports.local());
        files.loadAtStart(commands);
        users.bringTo(authority()::change);
        scripting.loadDirectory(commands);
        ports.open();
    }

    private SessionRooms sessionRooms() {
        return new SessionRooms(
                table,
                runner,
                keyspace,
                busy,
                limits,
                elapsed -> inlineBudget.isExceeded(elapsed),
                channels,
                pauses);
    }

    /** This member goes over to another cluster, where its clients begin anew. */
    void moveToAnotherCluster() {
        sessions.closeAll();
        scripting.abandonRuns();
        replica.abandon();
        users.forget();
        scripting.moved();
        channels.moved();
    }

    /** Closes the port; data and scripts stay until {@link #close}. */
    void closePort() {
        ports.closeToClients();
    }

    @Override
    public void close() {
        closePort();
        // What no kill ends: nobody is left to answer, and what was written goes with the member.
        scripting.abandonRuns();
        ports.close();
        scripting.close();
        channels.close();
        threads.close();
    }
}

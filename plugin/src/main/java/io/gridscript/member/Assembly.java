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
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.persistence.RdbSettings;
import io.gridscript.command.pubsub.ChannelKind;
import io.gridscript.command.pubsub.KeyNotifications;
import io.gridscript.command.pubsub.PubSubCommands;
import io.gridscript.command.replication.LibraryChange;
import io.gridscript.command.replication.ReplicationCommands;
import io.gridscript.command.script.EntryScripts;
import io.gridscript.command.script.EvalCommands;
import io.gridscript.command.script.FcallCommands;
import io.gridscript.command.script.FunctionCommands;
import io.gridscript.command.script.GridscriptCommands;
import io.gridscript.command.script.ScriptCommands;
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
import io.gridscript.grid.replication.RdbFileSource;
import io.gridscript.grid.replication.RdbImport;
import io.gridscript.grid.routing.Batches;
import io.gridscript.grid.routing.KillsEverywhere;
import io.gridscript.grid.routing.RunsEverywhere;
import io.gridscript.grid.routing.TotalsEverywhere;
import io.gridscript.jcache.EntryProcessing;
import io.gridscript.jcache.JavaReply;
import io.gridscript.jcache.MemberScripts;
import io.gridscript.jcache.PendingReply;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.observe.ErrorStatistics;
import io.gridscript.observe.Observations;
import io.gridscript.resp.ConnectionLimits;
import io.gridscript.resp.Listener;
import io.gridscript.resp.LocalPort;
import io.gridscript.resp.SessionRooms;
import io.gridscript.resp.Sessions;
import io.gridscript.resp.UserSessions;
import io.gridscript.script.FunctionLibraries;
import io.gridscript.script.Library;
import io.gridscript.script.RunningScripts;
import io.gridscript.script.ScriptCache;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptKills;
import io.gridscript.script.ScriptRun;
import io.gridscript.script.SharedLibraries;
import io.gridscript.script.TotalsOfMembers;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Puts the rooms of one member together, and opens and closes them in order. */
public final class Assembly implements AutoCloseable {

    private static final long SAMPLE_MILLIS = 100;
    private static final long SAVE_POINTS_MILLIS = 1000;

    private final MemberDirectives directives;
    private final String member;
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
    private final RunningScripts running = new RunningScripts();
    private final BusyThreshold busy = new BusyThreshold(running::isFunctionRunning);
    private final ScriptIndex index = new ScriptIndex();
    private final MemoryLimit memory = new MemoryLimit(this::scriptBytes, observations.latency());
    private final ReplicaLimit replicas = new ReplicaLimit();
    private final DataLimits limits;
    private final Authority authority;
    private final ScriptCache scripts;
    private final EntryProcessing entries;
    private final SharedLibraries sharedLibraries = new SharedLibraries();
    private final FunctionLibraries libraries;
    private final Pauses pauses;
    private final KeyspaceThreads threads;
    private final GridChannels channels;
    private final Batches batches;
    private final KeyspaceActor keyspace;
    private final ReplicaLines replicaLines;
    private final CommandStream stream;
    private final KeyspaceReplica replica;
    private final ExpiryCycle expiryCycle;
    private final RdbFileSource files;
    private final RdbSaving saving;
    private final RdbImport fileImport;
    private final EvictionCycle evictionCycle;
    private final MemberShutdown shutdown;
    private volatile InlineBudget inlineBudget = InlineBudget.DEFAULT;
    private volatile Listener listener;
    private LocalPort localPort;

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
        entries =
                new EntryProcessing(
                        scripts,
                        new EntryScripts(table, runner, running),
                        encodingLimits,
                        () -> directives.get(DirectiveTable.JCACHE_SCRIPT_TIME_LIMIT));
        libraries = new FunctionLibraries(sharedLibraries, authority::change, authority.lease());
        pauses = new Pauses();
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
        replicaLines = new ReplicaLines(messages, new Participants(nodeEngine), threads, sessions);
        stream = new CommandStream(keyspace, threads, replicaLines, streamSettings());
        sharedLibraries.tell((before, after) -> LibraryChange.tell(stream, before, after));
        data.events().tell(new KeyNotifications(data, channels));
        replica = new KeyspaceReplica(partition, threads, backups, keyspace);
        files = new RdbFileSource(partition, keyspace, threads, messages);
        saving =
                new RdbSaving(
                        files,
                        this::rdbSettings,
                        () -> keyspace.keyspace().sizeInBytes(),
                        this::libraryCodes,
                        threads::execute);
        fileImport = new RdbImport(partition, keyspace);
        expiryCycle =
                new ExpiryCycle(
                        keyspace,
                        () -> switches.isActiveExpiry() && !pauses.isOn(),
                        observations.latency());
        evictionCycle = new EvictionCycle(keyspace, memory);
        shutdown = new MemberShutdown(nodeEngine.getHazelcastInstance(), keyspace, busy, saving);
        registerCommands(nodeEngine, messages, databases);
        new DirectiveBindings(
                        directives,
                        users,
                        connectionLimits,
                        sessions,
                        busy,
                        limits,
                        running.limits(),
                        encodingLimits,
                        data.events())
                .bind();
        new EvictionBindings(directives, memory, data.evictionSettings()).bind();
        new ObservationBindings(directives, observations).bind();
        directives.distributeBy(changed -> authority.change(users.withDefaultUser(changed)));
        users.all().tell(new UserSessions(sessions, this::listensElsewhere));
    }

    private StreamSettings streamSettings() {
        return new StreamSettings(
                activity::replicationId,
                () -> directives.get(DirectiveTable.REPL_PING_REPLICA_PERIOD),
                () -> directives.get(DirectiveTable.REPL_TIMEOUT),
                () -> directives.get(DirectiveTable.LAZYFREE_LAZY_EXPIRE),
                () -> directives.get(DirectiveTable.LAZYFREE_LAZY_SERVER_DEL),
                this::libraryCodes);
    }

    /** Bytes of scripts and libraries, which maxmemory counts. */
    private long scriptBytes() {
        return index.estimatedBytes() + sharedLibraries.present().estimatedBytes();
    }

    private boolean listensElsewhere(Connection connection, ChannelPatterns allowed) {
        return channels.listensTo(
                connection, (kind, name) -> !allowed.allow(name, kind == ChannelKind.PATTERN));
    }

    /** Lets hold here what CONFIG SET, ACL or FUNCTION has set on some member. */
    private void take(Map<String, String> changed) {
        directives.take(changed);
        users.take(changed);
        sharedLibraries.take(changed);
    }

    /** The sources of all libraries of functions. */
    private List<byte[]> libraryCodes() {
        return sharedLibraries.present().all().stream().map(Library::code).toList();
    }

    private void registerCommands(NodeEngine nodeEngine, GridMessages messages, int databases) {
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
        new EvalCommands(table, runner, switches, limits, scripts, running).register();
        new FcallCommands(table, runner, switches, limits, libraries, running).register();
        Participants participants = new Participants(nodeEngine);
        ScriptKills kills = new KillsEverywhere(running, messages, participants);
        TotalsOfMembers totals = new TotalsEverywhere(index, messages, participants);
        new GridscriptCommands(scripts, totals).register(table);
        new ScriptCommands(
                        scripts,
                        kills,
                        totals,
                        () -> directives.get(DirectiveTable.LAZYFREE_LAZY_USER_FLUSH))
                .register(table);
        new FunctionCommands(
                        libraries,
                        threads::execute,
                        kills,
                        new RunsEverywhere(running, messages, participants),
                        this::isBusyAfter,
                        () -> directives.get(DirectiveTable.LAZYFREE_LAZY_USER_FLUSH))
                .register(table);
        registerServerCommands();
        users.register(table, sessions.securityLog(), authority::change);
    }

    private boolean isBusyAfter(long millis) {
        long threshold = directives.get(DirectiveTable.BUSY_REPLY_THRESHOLD);
        return threshold > 0 && millis >= threshold;
    }

    private void registerServerCommands() {
        ScriptFigures figures = new IndexFigures(index, sharedLibraries);
        new CommandCommands(table).register(table);
        new ConfigCommands(directives, new StatisticsReset(table, sessions, observations, figures))
                .register(table);
        new DatabaseCommands().register(table);
        new DebugCommand(
                        directives,
                        switches,
                        activity,
                        new MemberInspection(authority, replica, sharedLibraries))
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
                        saving)
                .register(table);
        new ServerCommands(shutdown).register(table);
        new PersistenceCommands(saving).register(table);
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
        return authority;
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
        PendingReply pending = new PendingReply(reply);
        localPort().call(words, pending);
        return pending.arrival();
    }

    /** Where code of this JVM sends commands; made when it is first asked for. */
    synchronized LocalPort localPort() {
        if (localPort == null) {
            localPort = new LocalPort(sessions, users.all(), sessionRooms(), member);
        }
        return localPort;
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
        stream.start();
        evictionCycle.start(threads);
        threads.repeat(activity::sample, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        files.start();
        threads.repeat(saving::lookAtSavePoints, SAVE_POINTS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the port, when this member has what the others have.
     *
     * @throws InvalidSetting when that isn't possible
     */
    void open() {
        String file = directives.get(DirectiveTable.LOAD_RDB_FILE);
        if (!file.isEmpty()) {
            new FileAtStart(fileImport, saving, localCommands()).load(file);
        }
        users.bringTo(authority::change);
        String folder = directives.get(DirectiveTable.SCRIPTS_DIRECTORY);
        if (!folder.isEmpty()) {
            new ScriptsDirectory(folder, authority, localCommands()).load();
        }
        Listener opening =
                new Listener(
                        sessions,
                        connectionLimits,
                        users.all(),
                        sessionRooms(),
                        directives.get(DirectiveTable.IO_THREADS).intValue(),
                        member);
        listener = opening;
        int port = directives.get(DirectiveTable.PORT).intValue();
        int backlog = directives.get(DirectiveTable.TCP_BACKLOG).intValue();
        for (String bind : directives.get(DirectiveTable.BIND)) {
            BindAddress.of(bind).open(opening, port, backlog);
        }
    }

    private LocalCommands localCommands() {
        return new LocalCommands(localPort());
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

    private RdbSettings rdbSettings() {
        return new RdbSettings(
                Path.of(
                        directives.get(DirectiveTable.DIR),
                        directives.get(DirectiveTable.DBFILENAME)),
                directives.get(DirectiveTable.RDBCOMPRESSION),
                directives.get(DirectiveTable.RDBCHECKSUM),
                directives.get(DirectiveTable.SAVE),
                directives.get(DirectiveTable.RDB_KEY_SAVE_DELAY));
    }

    /** This member goes over to another cluster, where its clients begin anew. */
    void moveToAnotherCluster() {
        sessions.closeAll();
        running.all().forEach(ScriptRun::abandon);
        replica.abandon();
        users.forget();
        sharedLibraries.forget();
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

    private synchronized void closeLocalPort() {
        if (localPort != null) {
            localPort.close();
        }
    }

    @Override
    public void close() {
        closePort();
        // What no kill ends: nobody is left to answer, and what was written goes with the member.
        running.all().forEach(ScriptRun::abandon);
        closeLocalPort();
        authority.leave();
        authority.close();
        channels.close();
        threads.close();
    }
}

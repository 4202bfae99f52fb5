package io.gridscript.grid.replicas;

import io.gridscript.command.Connection;
import io.gridscript.command.persistence.RdbSource;
import io.gridscript.command.replication.ReplicationStream;
import io.gridscript.grid.commit.Following;
import io.gridscript.grid.commit.GroupCommit;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.replication.RdbFilePieces;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.Propagation;
import io.gridscript.keyspace.Propagation.Propagated;
import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.keyspace.dump.RdbFileSnapshot;
import io.gridscript.keyspace.dump.RdbFileWriter;
import io.gridscript.keyspace.dump.RdbVersion;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.RedisVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stream of commands to the replicas that follow the keyspace while this member owns it: what
 * each unit has told {@link Propagation}, once that is committed, in the order of units. A replica
 * joins between two units, behind everything that its snapshot has.
 */
public final class CommandStream implements ReplicationStream, Following {

    private static final System.Logger LOGGER = System.getLogger(CommandStream.class.getName());

    private static final byte[] PING = Ascii.bytes("PING");

    private final Object lock = new Object();
    private final Keyspace keyspace;
    private final KeyspaceActor actor;
    private final KeyspaceThreads threads;
    private final GroupCommit commit;
    private final StreamSettings settings;
    private final ReplicaLines lines;

    /** Those that the stream goes to, and those whose snapshot is being made. */
    private final List<ReplicaLine> followers = new ArrayList<>();

    private final List<Joining> joining = new ArrayList<>();
    private int selected = Propagation.ANY_DATABASE;
    private long pinged = System.nanoTime();

    /** Changed under the lock. */
    private volatile long offset;

    /** Whether anybody follows, or is about to; changed under the lock. */
    private volatile boolean isFollowed;

    public CommandStream(
            KeyspaceActor actor,
            KeyspaceThreads threads,
            ReplicaLines lines,
            StreamSettings settings) {
        this.actor = actor;
        this.threads = threads;
        commit = actor.commit();
        this.lines = lines;
        this.settings = settings;
        keyspace = commit.copy().keyspace();
        commit.followedBy(this);
    }

    /** Begins to look after replicas, once a second. */
    public void start() {
        threads.repeat(this::lookAfterReplicas, 1, TimeUnit.SECONDS);
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void follow(Connection connection, Keyspace held, boolean announced) {
        RdbFileHeader header =
                RdbFileHeader.of(versionFor(held))
                        .standard(RedisVersion.TEXT, held.now() / 1000, held.sizeInBytes())
                        .withFunctions(settings.functions().get());
        RdbFileSnapshot snapshot = new RdbFileSnapshot(held, header);
        Joining replica = new Joining(lines.to(connection), announced);
        if (held.propagation() == null) {
            held.propagation(new Propagation(settings.expiresLazily(), settings.deletesLazily()));
        }
        synchronized (lock) {
            joining.add(replica);
            isFollowed = true;
        }
        commit.afterUnit(() -> join(replica));
        threads.execute(() -> makeSnapshot(replica, snapshot));
    }

    /**
     * Any replica since 7.0 reads it, as long as that can be: when consumers were active is lost.
     */
    private static int versionFor(Keyspace held) {
        int version = RdbFileWriter.versionFor(held);
        return version == RdbVersion.REDIS_7_2 ? RdbVersion.REDIS_7_0 : version;
    }

    /** What the snapshot has is committed: what comes now comes behind it. */
    private void join(Joining replica) {
        synchronized (lock) {
            selected = Propagation.ANY_DATABASE;
            replica.joins(offset);
            begin(replica);
        }
    }

    /** Others change the keyspace meanwhile. */
    private void makeSnapshot(Joining replica, RdbFileSnapshot snapshot) {
        List<byte[]> made = new ArrayList<>();
        try (RdbSource.Pieces pieces = new RdbFilePieces(actor, snapshot)) {
            for (byte[] piece = pieces.next(); piece != null; piece = pieces.next()) {
                made.add(piece);
            }
        } catch (IOException failure) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "A replica is closed, for there is no snapshot for it: {0}",
                    failure.getMessage());
            giveUp(replica);
            return;
        }
        synchronized (lock) {
            replica.snapshot(made);
            begin(replica);
        }
    }

    /** Guarded by the lock. */
    private void begin(Joining replica) {
        if (replica.isReady() && joining.remove(replica)) {
            replica.begin(settings.id().get());
            followers.add(replica.replica());
        }
    }

    private void giveUp(Joining replica) {
        synchronized (lock) {
            joining.remove(replica);
            replica.replica().close();
        }
    }

    @Override
    public void unitEnded() {
        List<Propagated> commands = keyspace.propagation().take();
        if (!isFollowed) {
            keyspace.propagation(null);
        } else if (!commands.isEmpty()) {
            commit.afterUnit(() -> send(commands));
        }
    }

    @Override
    public void tell(int database, byte[]... words) {
        if (isFollowed) {
            send(List.of(new Propagated(database, words)));
        }
    }

    private void send(List<Propagated> commands) {
        synchronized (lock) {
            Requests requests = new Requests(selected).add(commands);
            selected = requests.selected();
            byte[] bytes = requests.toBytes();
            offset += bytes.length;
            followers.forEach(each -> each.commands(bytes));
            joining.stream().filter(each -> !each.takes(bytes)).toList().forEach(this::giveUp);
        }
    }

    private void lookAfterReplicas() {
        lines.closeSilent(TimeUnit.SECONDS.toMillis(settings.timeoutSeconds().getAsLong()));
        if (!isFollowed) {
            return;
        }
        synchronized (lock) {
            followers.removeIf(each -> !each.isOpen());
            joining.removeIf(each -> !each.replica().isOpen());
            joining.forEach(Joining::keepAlive);
            isFollowed = !followers.isEmpty() || !joining.isEmpty();
            long now = System.nanoTime();
            if (now - pinged >= TimeUnit.SECONDS.toNanos(settings.pingSeconds().getAsLong())) {
                pinged = now;
                tell(Propagation.ANY_DATABASE, PING);
            }
        }
    }

    /** Replicas have to find the new owner, where everything begins anew. */
    @Override
    public void end() {
        keyspace.propagation(null);
        synchronized (lock) {
            followers.forEach(ReplicaLine::close);
            joining.forEach(each -> each.replica().close());
            followers.clear();
            joining.clear();
            isFollowed = false;
        }
    }
}

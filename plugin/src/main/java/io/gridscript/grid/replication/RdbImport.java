package io.gridscript.grid.replication;

import io.gridscript.command.persistence.RdbLoaded;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.Value;
import io.gridscript.keyspace.dump.RdbFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads an RDB file into the keyspace of a grid that begins: where it is here and nothing has ever
 * happened to it. The file is read twice, so that nothing of a corrupt one is loaded.
 */
public final class RdbImport {

    /** So many keys go to the backups at once. */
    private static final int KEYS_AT_ONCE = 1000;

    private static final long WAITING_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final KeyspacePartition partition;
    private final KeyspaceActor actor;

    public RdbImport(KeyspacePartition partition, KeyspaceActor actor) {
        this.partition = partition;
        this.actor = actor;
    }

    /**
     * Loads a file.
     *
     * @return what was loaded, or null when the keyspace is elsewhere or was in use before
     * @throws CorruptInput when the file isn't as it should be, with the reason; nothing is loaded
     */
    public RdbLoaded load(Path file) throws IOException, CorruptInput {
        if (!hold()) {
            return null;
        }
        try {
            Keyspace keyspace = actor.keyspace();
            if (keyspace.effects().sequence() != 0) {
                return null;
            }
            keyspace.now(System.currentTimeMillis());
            read(file, new Load(keyspace, false));
            Load load = new Load(keyspace, true);
            read(file, load);
            commit();
            return new RdbLoaded(load.keys, load.expired, load.functions);
        } finally {
            actor.release();
        }
    }

    /** Whether the keyspace is here; it may be on its way still. */
    private boolean hold() throws IOException {
        partition.assign();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WAITING_NANOS) {
            if (!partition.isOwnedHere()) {
                return false;
            }
            if (actor.isHere() && actor.reserve(WAITING_NANOS)) {
                if (actor.isHere()) {
                    return true;
                }
                actor.release();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("the keyspace isn't ready");
    }

    private void read(Path file, Load load) throws IOException, CorruptInput {
        try (InputStream in = Files.newInputStream(file)) {
            RdbFileReader.read(in, Files.size(file), actor.keyspace().encodingLimits(), load);
        }
    }

    private void commit() {
        actor.unitEnded();
        actor.commit().sealAll();
    }

    /** Puts keys into the keyspace, or only looks whether that could be done. */
    private final class Load implements RdbFileReader.Receiver {

        private final Keyspace keyspace;
        private final boolean isMeant;
        private final List<byte[]> functions = new ArrayList<>();
        private long keys;
        private long expired;

        Load(Keyspace keyspace, boolean isMeant) {
            this.keyspace = keyspace;
            this.isMeant = isMeant;
        }

        @Override
        public void field(byte[] name, byte[] value) {
            // None of them matters here.
        }

        @Override
        public void functions(byte[] source) {
            functions.add(source);
        }

        @Override
        public void entry(int database, byte[] key, Value value, long deadline, long idleSeconds)
                throws CorruptInput {
            if (database >= keyspace.databases()) {
                throw new CorruptInput(
                        "a key of database "
                                + database
                                + ", while there are only "
                                + keyspace.databases());
            }
            if (deadline != Entry.NO_DEADLINE && deadline < keyspace.now()) {
                expired++;
            } else if (isMeant) {
                put(database, key, value, deadline, idleSeconds);
            }
        }

        private void put(int database, byte[] key, Value value, long deadline, long idleSeconds) {
            Entry entry = keyspace.database(database).put(key, value, deadline);
            if (idleSeconds > 0) {
                entry.accessed((int) Math.max(0, keyspace.now() / 1000 - idleSeconds));
            }
            keys++;
            if (keys % KEYS_AT_ONCE == 0) {
                commit();
            }
        }
    }
}

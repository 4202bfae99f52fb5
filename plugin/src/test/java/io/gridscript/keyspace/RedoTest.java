package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a keyspace, its effects and its snapshots give its copies exactly what is
 * there, and who watched a key at one may ask any other whether it has changed.
 */
class RedoTest {

    private static final int ROUNDS = 3000;
    private static final int DATABASES = 3;
    private static final int MOST_WATCHES = 40;

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final EncodingLimits limits = new EncodingLimits();
    private final EncodingLimits copyLimits = new EncodingLimits();
    private final Keyspace owner = new Keyspace(DATABASES, limits);
    private final Keyspace copy = new Keyspace(DATABASES, copyLimits);
    private final EffectWriter writer = new EffectWriter(owner);
    private final RandomChanges changes = new RandomChanges(random, owner);
    private final List<Watch> watches = new ArrayList<>();
    private Keyspace late;

    private record Watch(int database, byte[] key, long version) {}

    @Test
    void copiesAreWhatTheirOwnerIs() throws CorruptInput {
        owner.now(1_700_000_000_000L);
        for (int round = 0; round < ROUNDS; round++) {
            String context = "seed " + seed + ", round " + round;
            advance();
            for (int run = random.nextInt(4); run >= 0; run--) {
                run();
                if (random.nextInt(6) == 0) {
                    late = new Keyspace(DATABASES, copyLimits);
                    SnapshotTest.copy(owner, late, SnapshotWriter.LEAST_CHUNK_BYTES);
                }
            }
            compare(writer.finish(), context);
        }
    }

    /** Directives may change at one member before they do at the next. */
    private void advance() {
        limits.hashMaxListpackEntries(3 + random.nextInt(4));
        limits.hashMaxListpackValue(8 + random.nextInt(8));
        limits.listMaxListpackSize(3 + random.nextInt(4));
        copyLimits.listMaxListpackSize(3 + random.nextInt(4));
        limits.setMaxIntsetEntries(3 + random.nextInt(4));
        limits.setMaxListpackEntries(3 + random.nextInt(4));
        copyLimits.setMaxIntsetEntries(3 + random.nextInt(4));
        copyLimits.hashMaxListpackEntries(3 + random.nextInt(4));
        limits.zsetMaxListpackEntries(3 + random.nextInt(4));
        limits.zsetMaxListpackValue(8 + random.nextInt(8));
        copyLimits.zsetMaxListpackEntries(3 + random.nextInt(4));
        long millis = random.nextInt(200) == 0 ? DeletionMarks.IDLE_MILLIS + 1 : 40;
        owner.now(owner.now() + random.nextInt((int) millis));
    }

    private void run() {
        Effects effects = owner.effects();
        effects.keep();
        if (random.nextInt(3) == 0) {
            watch();
        } else {
            changes.makeAtOneTime(random.nextInt(20));
        }
        if (random.nextInt(5) == 0) {
            effects.undo();
        } else {
            writer.add();
        }
        effects.forget();
    }

    private void watch() {
        Database database = changes.database();
        byte[] key = changes.key();
        watches.add(new Watch(database.number(), key, database.versions().of(key)));
        if (watches.size() > MOST_WATCHES) {
            watches.remove(0);
        }
    }

    private void compare(byte[] batch, String context) throws CorruptInput {
        assertEquals(EffectReader.Result.APPLIED, EffectReader.apply(copy, batch), context);
        compare(copy, context);
        if (late != null) {
            EffectReader.apply(late, batch);
            // A batch it knew as a whole tells it nothing, not even what is watched; the next does.
            EffectReader.apply(late, writer.finish());
            compare(late, context);
        }
    }

    private void compare(Keyspace other, String context) {
        String expected = KeyspaceDigest.withDeletionMarks(owner);
        assertEquals(expected, KeyspaceDigest.withDeletionMarks(other), context);
        for (int i = 0; i < DATABASES; i++) {
            UndoTest.assertSound(other.database(i), context);
        }
        other.now(owner.now());
        for (Watch watch : watches) {
            assertEquals(isUnchanged(owner, watch), isUnchanged(other, watch), context);
        }
    }

    private static boolean isUnchanged(Keyspace keyspace, Watch watch) {
        keyspace.effects().keep();
        Database database = keyspace.database(watch.database);
        boolean unchanged = database.versions().isUnchanged(watch.key, watch.version);
        keyspace.effects().undo();
        keyspace.effects().forget();
        return unchanged;
    }

    @Test
    void aWatchedAbsentKeyIsRememberedByACopyThatTakesOver() throws CorruptInput {
        byte[] key = Ascii.bytes("absent");
        long untouched = owner.database(0).versions().of(Ascii.bytes("other"));
        long watched = owner.database(0).versions().of(key);
        owner.effects().keep();
        owner.database(0).put(key, new StringValue(1));
        owner.database(0).remove(key);
        writer.add();
        EffectReader.apply(copy, writer.finish());
        copy.database(1).put(key, new StringValue(2));
        assertTrue(copy.database(0).versions().isUnchanged(Ascii.bytes("other"), untouched));
        assertEquals(false, copy.database(0).versions().isUnchanged(key, watched));
    }

    @Test
    void aBatchWithoutRunsTellsWhatIsWatched() throws CorruptInput {
        byte[] key = Ascii.bytes("absent");
        long watched = owner.database(0).versions().of(key);
        assertEquals(EffectReader.Result.APPLIED, EffectReader.apply(copy, writer.finish()));
        copy.database(1).put(key, new StringValue(2));
        assertTrue(copy.database(0).versions().isUnchanged(key, watched));
        copy.database(0).put(key, new StringValue(2));
        assertEquals(false, copy.database(0).versions().isUnchanged(key, watched));
    }
}

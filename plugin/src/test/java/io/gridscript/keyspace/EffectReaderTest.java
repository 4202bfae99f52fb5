package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.EffectReader.Result;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectReaderTest {

    private static final byte[] KEY = Ascii.bytes("key");

    private final Keyspace owner = new Keyspace(2, new EncodingLimits());
    private final Keyspace copy = new Keyspace(2, new EncodingLimits());
    private final EffectWriter writer = new EffectWriter(owner);

    private byte[] batch(Runnable... runs) {
        for (Runnable run : runs) {
            addRun(run);
        }
        return writer.finish();
    }

    private void addRun(Runnable run) {
        owner.effects().keep();
        run.run();
        writer.add();
        owner.effects().forget();
    }

    private void set(long number) {
        owner.database(0).put(KEY, new StringValue(number));
    }

    private void assertEqualToOwner(Keyspace other) {
        assertEquals(
                KeyspaceDigest.withDeletionMarks(owner), KeyspaceDigest.withDeletionMarks(other));
    }

    @Test
    void aBatchThatFollowsIsApplied() throws CorruptInput {
        assertEquals(Result.APPLIED, EffectReader.apply(copy, batch(() -> set(1))));
        assertEquals(Result.APPLIED, EffectReader.apply(copy, batch(() -> set(2), () -> set(3))));
        assertEqualToOwner(copy);
        assertEquals(3, copy.effects().sequence());
        assertEquals(3, copy.database(0).stored(KEY).version());
    }

    @Test
    void aBatchThatComesAgainIsKnown() throws CorruptInput {
        byte[] first = batch(() -> set(1));
        byte[] second = batch(() -> set(2));
        EffectReader.apply(copy, first);
        assertEquals(Result.KNOWN, EffectReader.apply(copy, first));
        EffectReader.apply(copy, second);
        assertEquals(Result.KNOWN, EffectReader.apply(copy, second));
        assertEquals(Result.KNOWN, EffectReader.apply(copy, first));
        assertEqualToOwner(copy);
    }

    @Test
    void aGapIsRefusedAndNothingChanged() throws CorruptInput {
        EffectReader.apply(copy, batch(() -> set(1)));
        String before = KeyspaceDigest.withDeletionMarks(copy);
        batch(() -> set(2));
        assertEquals(Result.GAP, EffectReader.apply(copy, batch(() -> set(3))));
        assertEquals(before, KeyspaceDigest.withDeletionMarks(copy));
        assertTrue(copy.isComplete());
    }

    @Test
    void effectsThatWereNotKeptAreAGap() throws CorruptInput {
        EffectReader.apply(copy, batch(() -> set(1)));
        set(2);
        assertEquals(Result.GAP, EffectReader.apply(copy, batch(() -> set(3))));
    }

    @Test
    void effectsThatWereNotKeptCannotLieWithinABatch() {
        addRun(() -> set(1));
        set(2);
        assertThrows(IllegalStateException.class, () -> addRun(() -> set(3)));
    }

    @Test
    void runsThatASnapshotHadAlreadyAreLeftOut() throws CorruptInput {
        addRun(() -> set(1));
        addRun(() -> owner.database(1).put(KEY, new StringValue(7)));
        SnapshotTest.copy(owner, copy, SnapshotWriter.CHUNK_BYTES);
        Keyspace other = new Keyspace(2, new EncodingLimits());
        addRun(() -> set(2));
        byte[] batch = writer.finish();
        assertEquals(Result.APPLIED, EffectReader.apply(copy, batch));
        assertEquals(Result.APPLIED, EffectReader.apply(other, batch));
        assertEqualToOwner(copy);
        assertEqualToOwner(other);
    }

    @Test
    void aSnapshotThatHasTheWholeBatchKnowsIt() throws CorruptInput {
        addRun(() -> set(1));
        SnapshotTest.copy(owner, copy, SnapshotWriter.CHUNK_BYTES);
        assertEquals(Result.KNOWN, EffectReader.apply(copy, writer.finish()));
    }

    /** The owner dies when one of two copies has its last effects; the other takes over. */
    @Test
    void aCopyWithOtherEffectsOfTheSameNumbersRefuses() throws CorruptInput {
        Keyspace heir = new Keyspace(2, new EncodingLimits());
        byte[] first = batch(() -> set(1));
        EffectReader.apply(copy, first);
        EffectReader.apply(heir, first);
        EffectReader.apply(copy, batch(() -> set(2), () -> set(3)));

        EffectWriter heirs = new EffectWriter(heir);
        for (int number = 20; number < 24; number++) {
            heir.effects().keep();
            heir.database(0).put(KEY, new StringValue(number));
            heirs.add();
            heir.effects().forget();
            assertEquals(Result.GAP, EffectReader.apply(copy, heirs.finish()));
        }
        assertEquals(3, copy.database(0).find(KEY, StringValue.class).number());
    }

    @Test
    void whatIsChangedOrCutOnTheWayIsRefusedAndNothingDone() {
        byte[] batch = batch(() -> set(1), () -> set(300));
        String before = KeyspaceDigest.withDeletionMarks(copy);
        for (int bit = 0; bit < batch.length * 8; bit++) {
            byte[] changed = batch.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CorruptInput.class, () -> EffectReader.apply(copy, changed));
        }
        for (int length = 0; length < batch.length; length++) {
            byte[] cut = Arrays.copyOf(batch, length);
            assertThrows(CorruptInput.class, () -> EffectReader.apply(copy, cut));
        }
        assertEquals(before, KeyspaceDigest.withDeletionMarks(copy));
        assertTrue(copy.isComplete());
    }

    @Test
    void aCopyThatEffectsDoNotFitIsIncompleteAndSaysSo() throws CorruptInput {
        EffectReader.apply(copy, batch(() -> set(1), () -> set(2)));
        copy.database(0).remove(KEY);
        copy.effects().sequence(2);
        byte[] batch = batch(() -> owner.database(1).put(KEY, new StringValue(1)), () -> set(3));
        assertThrows(CorruptInput.class, () -> EffectReader.apply(copy, batch));
        assertFalse(copy.isComplete());
        assertEquals(Result.GAP, EffectReader.apply(copy, batch));
        SnapshotTest.copy(owner, copy, SnapshotWriter.CHUNK_BYTES);
        assertEqualToOwner(copy);
    }

    /** A checksum that is right must not be needed to keep a reader from running wild. */
    @Test
    void nonsenseWithARightChecksumIsRefused() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            Keyspace victim = new Keyspace(2, new EncodingLimits());
            byte[] batch =
                    resealed(random, batch(() -> set(1), this::changeHash, this::changeList));
            owner.database(0).clear();
            try {
                EffectReader.apply(victim, batch);
            } catch (CorruptInput expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
        }
    }

    private void changeHash() {
        HashValue hash = new HashValue();
        owner.database(1).put(KEY, hash);
        hash.put(KEY, KEY);
        hash.put(KEY, Ascii.bytes("other"));
        owner.database(1).move(owner.database(1).stored(KEY), owner.database(0), new byte[1]);
    }

    private void changeList() {
        ListValue list = new ListValue();
        owner.database(1).put(KEY, list);
        list.push(ListEnd.HEAD, new byte[][] {KEY, new byte[0], KEY}, 0);
        list.set(1, KEY);
        list.insert(2, KEY);
        list.remove(new int[] {0, 2});
        list.pop(ListEnd.TAIL);
        list.trim(0, 1);
        owner.database(1).remove(KEY);
    }

    private static byte[] resealed(Random random, byte[] batch) {
        int contents = 9;
        batch[contents] = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = contents + 9 + random.nextInt(batch.length - contents - 9);
            batch[at] = (byte) random.nextInt(256);
        }
        WireOutput header = new WireOutput();
        header.append(batch, contents, 1);
        header.append(new byte[8], 0, 8);
        WireOutput body = new WireOutput();
        body.append(batch, contents + 9, batch.length - contents - 9);
        return Envelope.seal(Envelope.EFFECTS, header, body);
    }

    @Test
    void contentsAreThoseOfTheirTime() throws CorruptInput {
        byte[] batch =
                batch(
                        () -> {
                            StringValue value = new StringValue(Ascii.bytes("abc"));
                            owner.database(0).put(KEY, value);
                            value.setRange(0, Ascii.bytes("xyz"));
                            value.append(Ascii.bytes("!"));
                            owner.database(0).remove(KEY);
                            owner.database(0).put(KEY, new StringValue(1));
                        });
        EffectReader.apply(copy, batch);
        assertEqualToOwner(copy);
    }

    @Test
    void expiredKeysGoWithoutALookAtTheClock() throws CorruptInput {
        owner.now(1000);
        EffectReader.apply(copy, batch(() -> owner.database(0).put(KEY, new StringValue(1), 2000)));
        copy.now(5000);
        EffectReader.apply(copy, batch(() -> owner.database(0).findForWrite(KEY)));
        assertEquals(1, copy.database(0).size());
        owner.now(2001);
        EffectReader.apply(copy, batch(() -> owner.database(0).findForWrite(KEY)));
        assertEquals(0, copy.database(0).size());
        assertEquals(0, copy.statistics().expiredKeys());
        assertEqualToOwner(copy);
    }

    /** An effect was kept, but a fault came before the change was made and counted. */
    @Test
    void afterAFaultInAChangeACopyNeedsEverything() throws CorruptInput {
        EffectReader.apply(copy, batch(() -> set(1)));
        owner.effects().keep();
        set(2);
        owner.effects().add(owner.effects().kept().get(0));
        owner.doubt();
        writer.add();
        owner.effects().takenOver();
        assertEquals(Result.GAP, EffectReader.apply(copy, writer.finish()));
        assertEquals(Result.GAP, EffectReader.apply(copy, batch(() -> set(3))));
    }

    /** What was done before the fault is applied; that it isn't all shows next time. */
    @Test
    void afterAFaultWhatComesWithEarlierRunsIsFoundOutByTheNextBatch() throws CorruptInput {
        byte[] first = batch(() -> set(1), () -> set(2), owner::doubt, () -> set(3));
        EffectReader.apply(copy, first);
        assertEquals(Result.GAP, EffectReader.apply(copy, batch(() -> set(4))));
    }
}

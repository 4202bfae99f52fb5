package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.SnapshotReader.Result;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    private static final int CHUNK_BYTES = 1000;

    private final Random random = new Random(7);
    private final Keyspace owner = new Keyspace(4, new EncodingLimits());
    private final Keyspace copy = new Keyspace(4, new EncodingLimits());
    private final SnapshotReader reader = new SnapshotReader(copy);

    /** Makes a keyspace a copy of another by a snapshot. */
    static void copy(Keyspace from, Keyspace to, int chunkBytes) throws CorruptInput {
        SnapshotReader reader = new SnapshotReader(to);
        for (byte[] chunk : chunks(from, chunkBytes)) {
            reader.read(chunk);
        }
        assertTrue(to.isComplete());
    }

    private static List<byte[]> chunks(Keyspace keyspace, int chunkBytes) {
        List<byte[]> chunks = new ArrayList<>();
        SnapshotWriter writer = new SnapshotWriter(keyspace, chunkBytes);
        while (writer.hasNext()) {
            byte[] chunk = writer.next();
            assertTrue(chunk.length <= chunkBytes, chunk.length + " bytes");
            chunks.add(chunk);
        }
        return chunks;
    }

    @BeforeEach
    void fill() {
        owner.now(1_700_000_000_000L);
        owner.database(2).versions().of(Ascii.bytes("absent"));
        owner.database(0).put(Ascii.bytes("gone"), new StringValue(5));
        owner.database(0).remove(Ascii.bytes("gone"));
        for (int i = 0; i < 50; i++) {
            long deadline = i % 3 == 0 ? Entry.NO_DEADLINE : owner.now() + i;
            owner.database(i % 3).put(bytes(1 + i), StringValue.encode(bytes(i * 7)), deadline);
        }
        HashValue hash = new HashValue();
        owner.database(1).put(bytes(3000), hash);
        for (int i = 0; i < 40; i++) {
            hash.put(bytes(i + 1), bytes(i * 60));
        }
        ListValue list = new ListValue();
        owner.database(2).put(bytes(3001), list);
        for (int i = 0; i < 40; i++) {
            list.push(ListEnd.TAIL, bytes(i * 60));
        }
        SetValue set = SetValue.inOrder(owner.encodingLimits());
        SetValue integers = SetValue.ofIntegers(owner.encodingLimits());
        owner.database(2).put(bytes(20), set);
        owner.database(2).put(bytes(21), integers);
        for (int i = 0; i < 40; i++) {
            set.add(bytes(i * 60));
            integers.add(Ascii.bytes(String.valueOf(100 - 7 * i)));
        }
        SortedSetValue sortedSet = new SortedSetValue();
        owner.database(1).put(bytes(200), sortedSet);
        for (int i = 0; i < 150; i++) {
            sortedSet.put(bytes(i + 1), i % 7);
        }
        owner.swap(0, 1);
        owner.swap(1, 3);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257, 300, 1000, 4096, SnapshotWriter.CHUNK_BYTES})
    void aCopyHasEverything(int chunkBytes) throws CorruptInput {
        copy.database(3).put(bytes(3), new StringValue(1));
        copy(owner, copy, chunkBytes);
        assertEquals(
                KeyspaceDigest.withDeletionMarks(owner), KeyspaceDigest.withDeletionMarks(copy));
        assertEquals(owner.effects().sequence(), copy.effects().sequence());
        for (int i = 0; i < 4; i++) {
            UndoTest.assertSound(copy.database(i), "database " + i);
        }
    }

    @Test
    void whenAKeyWasUsedIsKnownToTheCopy() throws CorruptInput {
        byte[] key = Ascii.bytes("k");
        owner.database(0).put(key, new StringValue(1));
        owner.now(owner.now() + 60_000);
        copy(owner, copy, CHUNK_BYTES);
        assertEquals(1_700_000_000, copy.database(0).stored(key).accessed());
    }

    @Test
    void oneBigValueTakesManyChunks() throws CorruptInput {
        byte[] big = bytes(5 * SnapshotWriter.CHUNK_BYTES);
        owner.database(0).put(Ascii.bytes("big"), new StringValue(big));
        assertTrue(chunks(owner, SnapshotWriter.CHUNK_BYTES).size() >= 6);
        copy(owner, copy, SnapshotWriter.CHUNK_BYTES);
        StringValue copied = copy.database(0).find(Ascii.bytes("big"), StringValue.class);
        assertArrayEquals(big, copied.bytes());
    }

    @Test
    void theLastChunkMakesTheCopyComplete() throws CorruptInput {
        List<byte[]> chunks = chunks(owner, CHUNK_BYTES);
        for (byte[] chunk : chunks.subList(0, chunks.size() - 1)) {
            assertEquals(Result.INCOMPLETE, reader.read(chunk));
            assertFalse(copy.isComplete());
        }
        assertEquals(Result.COMPLETE, reader.read(chunks.get(chunks.size() - 1)));
        assertTrue(copy.isComplete());
    }

    @Test
    void anEmptyKeyspaceTakesOneChunk() throws CorruptInput {
        copy.database(3).put(bytes(3), new StringValue(1));
        Keyspace empty = new Keyspace(4, new EncodingLimits());
        List<byte[]> chunks = chunks(empty, CHUNK_BYTES);
        assertEquals(1, chunks.size());
        assertEquals(Result.COMPLETE, reader.read(chunks.get(0)));
        assertEquals(KeyspaceDigest.of(empty), KeyspaceDigest.of(copy));
    }

    @Test
    void aMissedChunkLeavesTheCopyIncomplete() throws CorruptInput {
        List<byte[]> chunks = chunks(owner, CHUNK_BYTES);
        reader.read(chunks.get(0));
        reader.read(chunks.get(1));
        for (byte[] chunk : chunks.subList(3, chunks.size())) {
            assertEquals(Result.MISSED, reader.read(chunk));
        }
        assertFalse(copy.isComplete());
    }

    @Test
    void aChunkThatComesTwiceIsNotReadTwice() throws CorruptInput {
        List<byte[]> chunks = chunks(owner, CHUNK_BYTES);
        reader.read(chunks.get(0));
        reader.read(chunks.get(1));
        assertEquals(Result.MISSED, reader.read(chunks.get(1)));
        assertFalse(copy.isComplete());
    }

    @Test
    void chunksOfTwoSnapshotsDoNotMix() throws CorruptInput {
        List<byte[]> one = chunks(owner, CHUNK_BYTES);
        List<byte[]> other = chunks(owner, CHUNK_BYTES);
        reader.read(one.get(0));
        assertEquals(Result.MISSED, reader.read(other.get(1)));
    }

    @Test
    void aSnapshotMayBeginAnewAtAnyTime() throws CorruptInput {
        List<byte[]> chunks = chunks(owner, CHUNK_BYTES);
        for (int cut = 0; cut < chunks.size(); cut++) {
            for (byte[] chunk : chunks.subList(0, cut)) {
                reader.read(chunk);
            }
            for (byte[] chunk : chunks) {
                reader.read(chunk);
            }
            assertTrue(copy.isComplete());
            assertEquals(KeyspaceDigest.of(owner), KeyspaceDigest.of(copy));
        }
    }

    @Test
    void aChangedChunkIsRefusedAndTheCopyStaysIncomplete() throws CorruptInput {
        List<byte[]> chunks = chunks(owner, CHUNK_BYTES);
        byte[] changed = chunks.get(2).clone();
        changed[changed.length / 2] ^= 4;
        reader.read(chunks.get(0));
        reader.read(chunks.get(1));
        assertThrows(CorruptInput.class, () -> reader.read(changed));
        assertEquals(Result.MISSED, reader.read(chunks.get(3)));
        assertFalse(copy.isComplete());
    }

    @Test
    void aKeyspaceThatChangesMeanwhileIsNoticed() {
        SnapshotWriter writer = new SnapshotWriter(owner, CHUNK_BYTES);
        writer.next();
        owner.database(0).put(Ascii.bytes("new"), new StringValue(1));
        assertThrows(ConcurrentModificationException.class, writer::next);
    }

    @Test
    void anIncompleteCopyTakesNoEffects() throws CorruptInput {
        EffectWriter writer = new EffectWriter(owner);
        reader.read(chunks(owner, CHUNK_BYTES).get(0));
        owner.effects().keep();
        owner.database(0).put(Ascii.bytes("new"), new StringValue(1));
        writer.add();
        assertEquals(EffectReader.Result.GAP, EffectReader.apply(copy, writer.finish()));
    }
}

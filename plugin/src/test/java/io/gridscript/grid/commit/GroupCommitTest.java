package io.gridscript.grid.commit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EffectReader;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing leaves before the backups have what it tells of, and one record travels at a time. */
class GroupCommitTest {

    private static final SenderId SENDER = new SenderId(new UUID(1, 2), 3);

    private final HeldBackups backups = new HeldBackups();
    private final KeyspaceCopy copy = newCopy();
    private final KeyspaceCopy backup = newCopy();
    private final Keyspace keyspace = copy.keyspace();
    private final GroupCommit commit = new GroupCommit(copy, backups);
    private final List<String> left = new ArrayList<>();
    private int calls;

    static KeyspaceCopy newCopy() {
        return new KeyspaceCopy(new Keyspace(16, new EncodingLimits()));
    }

    /** Backups are there and in step. */
    private void begin() {
        commit.callHolderBy(() -> calls++);
        assertTrue(commit.replicate(true));
        commit.seal();
        backups.answer();
        calls = 0;
    }

    private void set(String key, String value) {
        keyspace.database(0).put(Ascii.bytes(key), StringValue.encode(Ascii.bytes(value)));
        commit.unitEnded();
    }

    private void reply(String text) {
        commit.whenCommitted(() -> left.add(text));
    }

    private void apply(byte[] record) throws CorruptInput {
        assertEquals(EffectReader.Result.APPLIED, backup.apply(record));
    }

    @Test
    void withoutBackupsRepliesLeaveAtOnce() {
        set("key", "value");
        reply("OK");
        assertEquals(List.of("OK"), left);
        assertTrue(commit.isCommitted());
        assertEquals(0, backups.waiting());
    }

    @Test
    void whatLeavesAfterAUnitWaitsForItsEndAndItsCommit() {
        begin();
        commit.afterUnit(() -> left.add("first"));
        commit.afterUnit(() -> left.add("second"));
        commit.seal();
        assertEquals(List.of(), left);
        set("key", "value");
        reply("OK");
        commit.seal();
        assertEquals(List.of(), left);
        backups.answer();
        assertEquals(List.of("first", "second", "OK"), left);
        commit.unitEnded();
        assertEquals(3, left.size());
    }

    @Test
    void withoutBackupsWhatLeavesAfterAUnitLeavesAtItsEnd() {
        commit.afterUnit(() -> left.add("message"));
        assertEquals(List.of(), left);
        set("key", "value");
        assertEquals(List.of("message"), left);
    }

    @Test
    void replyWaitsForTheAnswerOfTheBackup() {
        begin();
        set("key", "value");
        reply("OK");
        commit.seal();
        assertFalse(commit.isCommitted());
        assertEquals(List.of(), left);
        backups.answer();
        assertEquals(List.of("OK"), left);
        assertTrue(commit.isCommitted());
    }

    @Test
    void readThatMayHaveSeenAnEffectWaitsToo() {
        begin();
        set("key", "value");
        commit.seal();
        reply("value");
        assertEquals(List.of(), left);
        backups.answer();
        assertEquals(List.of("value"), left);
    }

    @Test
    void whatIsDoneMeanwhileGoesWithTheNextRecord() throws CorruptInput {
        begin();
        set("a", "1");
        reply("a");
        commit.seal();
        set("b", "2");
        reply("b");
        commit.seal();
        set("c", "3");
        reply("c");
        commit.seal();
        assertEquals(1, backups.waiting());
        apply(backups.answer());
        assertEquals(List.of("a"), left);
        assertTrue(commit.wantsHolder());
        assertEquals(1, calls);
        commit.seal();
        apply(backups.answer());
        assertEquals(List.of("a", "b", "c"), left);
        assertEquals(copy.digest(), backup.digest());
    }

    @Test
    void whatWaitsIsSentWithoutAHolderOnceItIsSealed() {
        begin();
        set("a", "1");
        commit.seal();
        set("b", "2");
        reply("b");
        commit.sealAll();
        backups.answer();
        assertEquals(1, backups.waiting());
        backups.answer();
        assertEquals(List.of("b"), left);
    }

    @Test
    void firstRecordTellsWhetherBackupsHaveWhatWasThereBefore() {
        set("before", "1");
        commit.replicate(true);
        reply("1");
        commit.seal();
        assertEquals(List.of(), left);
        backups.answer();
        assertEquals(List.of("1"), left);
    }

    @Test
    void replicationEndsOnlyWhenEverythingIsCommitted() {
        begin();
        set("key", "value");
        commit.seal();
        assertFalse(commit.replicate(false));
        backups.answer();
        assertTrue(commit.replicate(false));
    }

    @Test
    void answersTravelWithTheirEffects() throws CorruptInput {
        begin();
        Remembered remembered = new Remembered(7, 1, Ascii.bytes("+OK"));
        commit.remember(SENDER, remembered);
        set("key", "value");
        commit.seal();
        apply(backups.answer());
        Remembered there = backup.answers().find(SENDER);
        assertEquals(7, there.sequence());
        assertArrayEquals(Ascii.bytes("+OK"), there.answer());
    }

    @Test
    void acknowledgedAnswersAreForgottenButNotTheirNumbers() throws CorruptInput {
        begin();
        commit.remember(SENDER, new Remembered(7, 1, Ascii.bytes("+OK")));
        set("key", "value");
        commit.acknowledge(new Acknowledgement.Received(SENDER, 7));
        commit.seal();
        apply(backups.answer());
        assertEquals(0, copy.answers().find(SENDER).answer().length);
        assertEquals(7, backup.answers().find(SENDER).sequence());
        assertEquals(0, backup.answers().find(SENDER).answer().length);
        commit.acknowledge(new Acknowledgement.Left(SENDER.member()));
        commit.seal();
        backup.apply(backups.answer());
        assertEquals(0, backup.answers().size());
    }

    @Test
    void recordThatComesAgainChangesNothing() throws CorruptInput {
        begin();
        set("key", "value");
        commit.seal();
        byte[] record = backups.answer();
        apply(record);
        assertEquals(EffectReader.Result.KNOWN, backup.apply(record));
    }

    @Test
    void recordAfterAMissingOneIsRefused() throws CorruptInput {
        begin();
        set("a", "1");
        commit.seal();
        backups.answer();
        set("b", "2");
        commit.seal();
        assertEquals(EffectReader.Result.GAP, backup.apply(backups.answer()));
    }

    @Test
    void snapshotBringsDataAndAnswers() throws CorruptInput {
        begin();
        commit.remember(SENDER, new Remembered(7, 2, new byte[3 << 20]));
        for (int i = 0; i < 40; i++) {
            set("key" + i, "value".repeat(20_000));
        }
        commit.sealAll();
        CopySnapshot snapshot = copy.snapshot();
        SnapshotProgress progress = SnapshotProgress.INCOMPLETE;
        int pieces = 0;
        while (snapshot.hasNext()) {
            assertEquals(SnapshotProgress.INCOMPLETE, progress);
            byte[] piece = snapshot.next();
            assertTrue(piece.length <= (1 << 20) + 1, () -> piece.length + " bytes");
            progress = backup.read(piece);
            pieces++;
        }
        assertEquals(SnapshotProgress.COMPLETE, progress);
        assertTrue(pieces > 6, pieces + " pieces");
        assertEquals(copy.digest(), backup.digest());
        assertEquals(3 << 20, backup.answers().find(SENDER).answer().length);
    }

    @Test
    void copyStaysAsItWasUntilTheLastPieceOfItsSnapshot() throws CorruptInput {
        begin();
        set("before", "1");
        commit.seal();
        apply(backups.answer());
        String before = backup.digest();
        set("a", "value".repeat(300_000));
        set("b", "value".repeat(300_000));
        CopySnapshot snapshot = copy.snapshot();
        backup.read(snapshot.next());
        backup.read(snapshot.next());
        snapshot.next();
        assertEquals(SnapshotProgress.MISSED, backup.read(snapshot.next()));
        assertTrue(backup.isComplete());
        assertEquals(before, backup.digest());
    }
}

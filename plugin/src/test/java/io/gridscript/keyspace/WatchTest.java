package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final byte[] KEY = Ascii.bytes("key");
    private static final byte[] OTHER_KEY = Ascii.bytes("other");

    private final Keyspace keyspace = new Keyspace(3, new EncodingLimits());
    private long watched;

    WatchTest() {
        keyspace.now(NOW);
    }

    @Test
    void aKeyThatNothingHappenedToIsUnchanged() {
        put(0, KEY);
        watch();
        put(0, OTHER_KEY);
        put(1, KEY);
        assertUnchanged();
    }

    @Test
    void everyChangeOfAPresentKeyCounts() {
        put(0, KEY);
        watch();
        ((StringValue) database(0).peek(KEY).value()).append(Ascii.bytes("x"));
        assertTouched();
        watch();
        database(0).deadline(database(0).peek(KEY), NOW + 1000);
        assertTouched();
        watch();
        put(0, KEY);
        assertTouched();
        watch();
        database(0).remove(KEY);
        assertTouched();
    }

    @Test
    void aKeyThatWasRemovedAndCameBackCounts() {
        put(0, KEY);
        watch();
        database(0).remove(KEY);
        put(0, KEY);
        assertTouched();
    }

    @Test
    void anAbsentKeyThatCameCounts() {
        watch();
        assertUnchanged();
        put(0, KEY);
        assertTouched();
    }

    @Test
    void anAbsentKeyThatCameAndWentCounts() {
        watch();
        put(0, KEY);
        database(0).remove(KEY);
        assertTouched();
        watch();
        assertUnchanged();
    }

    @Test
    void anAbsentKeyThatCameAndExpiredCounts() {
        watch();
        database(0).put(KEY, new StringValue(1), NOW + 10);
        keyspace.now(NOW + 11);
        assertTouched();
    }

    @Test
    void aPresentKeyThatExpiredCounts() {
        database(0).put(KEY, new StringValue(1), NOW + 10);
        watch();
        keyspace.now(NOW + 11);
        assertTouched();
    }

    @Test
    void theLateRemovalOfAKeyThatHadExpiredDoesNotCount() {
        database(0).put(KEY, new StringValue(1), NOW + 10);
        keyspace.now(NOW + 11);
        watch();
        keyspace.expiry().expireDue(10);
        put(0, OTHER_KEY);
        assertUnchanged();
    }

    @Test
    void theRemovalOfAnotherAbsentKeyDoesNotCount() {
        put(0, OTHER_KEY);
        watch();
        database(0).remove(OTHER_KEY);
        assertUnchanged();
    }

    @Test
    void renamingAndMovingCountForBothKeys() {
        put(0, OTHER_KEY);
        watch();
        database(0).move(database(0).peek(OTHER_KEY), database(0), KEY);
        assertTouched();
        watch();
        database(0).move(database(0).peek(KEY), database(1), KEY);
        assertTouched();
        watch();
        database(1).move(database(1).peek(KEY), database(0), KEY);
        database(0).move(database(0).peek(KEY), database(0), OTHER_KEY);
        assertTouched();
    }

    @Test
    void clearingCountsForKeysThatWereThere() {
        put(0, KEY);
        watch();
        database(0).clear();
        assertTouched();
        watch();
        put(0, OTHER_KEY);
        database(0).clear();
        assertUnchanged();
        put(0, KEY);
        database(0).clear();
        assertTouched();
    }

    @Test
    void exchangingDatabasesCountsForKeysOfEitherSide() {
        put(0, KEY);
        watch();
        keyspace.swap(0, 1);
        assertTouched();
        watch();
        keyspace.swap(1, 0);
        assertTouched();
    }

    @Test
    void exchangingDatabasesTwiceCountsToo() {
        put(0, KEY);
        watch();
        keyspace.swap(0, 1);
        keyspace.swap(0, 1);
        assertTouched();
        database(0).remove(KEY);
        put(1, KEY);
        watch();
        keyspace.swap(0, 1);
        keyspace.swap(0, 1);
        assertTouched();
    }

    @Test
    void exchangingDatabasesDoesNotCountForKeysOfNeitherSide() {
        put(0, OTHER_KEY);
        put(2, KEY);
        watch();
        keyspace.swap(0, 1);
        assertUnchanged();
        keyspace.swap(0, 1);
        assertUnchanged();
    }

    @Test
    void exchangingOtherDatabasesDoesNotCount() {
        put(0, KEY);
        put(1, KEY);
        watch();
        keyspace.swap(1, 2);
        assertUnchanged();
    }

    @Test
    void anExpiredKeyFromTheOtherSideDoesNotCountForAnAbsentKey() {
        database(1).put(KEY, new StringValue(1), NOW + 10);
        keyspace.now(NOW + 11);
        watch();
        keyspace.swap(0, 1);
        assertUnchanged();
    }

    @Test
    void anExpiredKeyReplacedByAnExpiredKeyDoesNotCount() {
        database(0).put(KEY, new StringValue(1), NOW + 10);
        database(1).put(KEY, new StringValue(1), NOW + 10);
        keyspace.now(NOW + 11);
        watch();
        keyspace.swap(0, 1);
        assertUnchanged();
    }

    @Test
    void undoneChangesDoNotCount() {
        watch();
        keyspace.effects().keep();
        put(0, KEY);
        database(0).remove(KEY);
        keyspace.swap(0, 1);
        keyspace.effects().undo();
        keyspace.effects().forget();
        put(0, OTHER_KEY);
        put(0, OTHER_KEY);
        put(0, OTHER_KEY);
        assertUnchanged();
    }

    @Test
    void nothingIsMarkedUntilAnAbsentKeyIsWatched() {
        put(0, KEY);
        watch();
        database(0).remove(KEY);
        assertFalse(keyspace.deletionMarks().isRecording());
        watch();
        assertTrue(keyspace.deletionMarks().isRecording());
    }

    @Test
    void marksEndTenMinutesAfterTheLastWatchAndOldWatchesThenCountAsTouched() {
        watch();
        put(0, OTHER_KEY);
        keyspace.now(NOW + DeletionMarks.IDLE_MILLIS);
        database(0).remove(OTHER_KEY);
        assertUnchanged();
        put(0, OTHER_KEY);
        keyspace.now(NOW + DeletionMarks.IDLE_MILLIS + 1);
        database(0).remove(OTHER_KEY);
        assertFalse(keyspace.deletionMarks().isRecording());
        assertTouched();
        long old = watched;
        watch();
        assertUnchanged();
        assertFalse(database(0).versions().isUnchanged(KEY, old));
    }

    @Test
    void marksEndWhenTheyAreTooMany() {
        watch();
        for (int i = 0; i <= DeletionMarks.MOST_MARKS; i++) {
            byte[] key = Ascii.bytes("k" + i);
            put(0, key);
            database(0).remove(key);
        }
        assertFalse(keyspace.deletionMarks().isRecording());
        assertTouched();
        watch();
        assertUnchanged();
    }

    @Test
    void clearingMoreThanCanBeMarkedEndsTheMarks() {
        for (int i = 0; i <= DeletionMarks.MOST_MARKS; i++) {
            put(0, Ascii.bytes("k" + i));
        }
        watch();
        database(0).clear();
        assertFalse(keyspace.deletionMarks().isRecording());
        assertTouched();
    }

    @Test
    void versionsOfPresentAndAbsentKeysDiffer() {
        put(0, KEY);
        watch();
        assertEquals(keyspace.effects().sequence(), watched);
        assertTrue(database(0).versions().of(OTHER_KEY) < 0);
    }

    private void watch() {
        watched = database(0).versions().of(KEY);
    }

    private void assertUnchanged() {
        assertTrue(database(0).versions().isUnchanged(KEY, watched));
    }

    private void assertTouched() {
        assertFalse(database(0).versions().isUnchanged(KEY, watched));
    }

    private Database database(int number) {
        return keyspace.database(number);
    }

    private void put(int database, byte[] key) {
        database(database).put(key, new StringValue(1));
    }
}

package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys go first under each policy. */
class EvictionTest {

    private static final long NOW = 1_700_000_000_000L;

    /** So many that samples leave no key out by chance. */
    private static final int SAMPLES = 64;

    private final Keyspace keyspace = new Keyspace(4, new EncodingLimits());

    private void policy(EvictionPolicy policy) {
        keyspace.now(NOW);
        keyspace.evictionSettings().policy(policy);
        keyspace.evictionSettings().samples(SAMPLES);
    }

    private void put(int database, String key, long deadline) {
        Value value = StringValue.encode(Ascii.bytes("value"));
        keyspace.database(database).put(Ascii.bytes(key), value, deadline);
    }

    private Entry stored(int database, String key) {
        return keyspace.database(database).stored(Ascii.bytes(key));
    }

    @ParameterizedTest
    @EnumSource(EvictionPolicy.class)
    void onlyKeysThatMayGoDo(EvictionPolicy policy) {
        policy(policy);
        for (int i = 0; i < 10; i++) {
            put(i % 2, "kept" + i, Entry.NO_DEADLINE);
            put(i % 3, "volatile" + i, NOW + 1000 + i);
        }
        int evicted = 0;
        while (keyspace.eviction().isPossible()) {
            assertTrue(keyspace.eviction().evictOne() > 0);
            evicted++;
        }
        assertEquals(0, keyspace.eviction().evictOne());
        boolean none = policy == EvictionPolicy.NOEVICTION;
        assertEquals(none ? 0 : policy.isForAllKeys() ? 20 : 10, evicted);
        assertEquals(evicted, keyspace.statistics().evictedKeys());
        if (!policy.isForAllKeys()) {
            assertTrue(stored(0, "kept0") != null && stored(1, "kept9") != null);
        }
    }

    @Test
    void leastRecentlyUsedGoesFirst() {
        policy(EvictionPolicy.ALLKEYS_LRU);
        for (int i = 0; i < 8; i++) {
            keyspace.now(NOW + i * 1000);
            put(i % 4, "key" + i, Entry.NO_DEADLINE);
        }
        keyspace.now(NOW + 20_000);
        keyspace.database(0).find(Ascii.bytes("key0"));
        keyspace.eviction().evictOne();
        assertNull(stored(1, "key1"));
        keyspace.eviction().evictOne();
        assertNull(stored(2, "key2"));
        assertTrue(stored(0, "key0") != null);
    }

    @Test
    void leastFrequentlyUsedGoesFirst() {
        policy(EvictionPolicy.VOLATILE_LFU);
        keyspace.evictionSettings().logFactor(0);
        for (int i = 0; i < 5; i++) {
            put(0, "key" + i, NOW + 1000);
            for (int j = 10; j > i; j--) {
                keyspace.database(0).find(Ascii.bytes("key" + i));
            }
        }
        put(0, "kept", Entry.NO_DEADLINE);
        for (int i = 4; i >= 0; i--) {
            assertTrue(stored(0, "key" + i) != null);
            keyspace.eviction().evictOne();
            assertNull(stored(0, "key" + i));
        }
        assertFalse(keyspace.eviction().isPossible());
    }

    @Test
    void earliestToExpireGoesFirst() {
        policy(EvictionPolicy.VOLATILE_TTL);
        put(2, "later", NOW + 3000);
        put(1, "soon", NOW + 1000);
        put(0, "kept", Entry.NO_DEADLINE);
        put(0, "then", NOW + 2000);
        keyspace.eviction().evictOne();
        assertNull(stored(1, "soon"));
        keyspace.eviction().evictOne();
        assertNull(stored(0, "then"));
    }

    @Test
    void frequencyBeginsAtFiveGrowsSlowerAndSlowerAndDecays() {
        policy(EvictionPolicy.ALLKEYS_LFU);
        put(0, "key", Entry.NO_DEADLINE);
        assertEquals(5, stored(0, "key").frequency());
        keyspace.database(0).find(Ascii.bytes("key"));
        assertEquals(6, stored(0, "key").frequency());
        for (int i = 0; i < 1000; i++) {
            keyspace.database(0).find(Ascii.bytes("key"));
        }
        int frequency = stored(0, "key").frequency();
        assertTrue(frequency > 10 && frequency < 40, () -> "after 1000 accesses " + frequency);
        keyspace.now(NOW + 7 * 60_000);
        assertEquals(frequency - 7, stored(0, "key").frequency());
        keyspace.evictionSettings().decayMinutes(0);
        assertEquals(frequency, stored(0, "key").frequency());
        put(0, "key", Entry.NO_DEADLINE);
        assertTrue(stored(0, "key").frequency() >= frequency, "another value is no other key");
    }

    @Test
    void nothingIsEvictedFromDatabasesThatWereGivenUp() {
        policy(EvictionPolicy.ALLKEYS_LRU);
        for (int i = 0; i < 20; i++) {
            put(0, "former" + i, Entry.NO_DEADLINE);
        }
        keyspace.eviction().evictOne();
        Keyspace other = new Keyspace(4, new EncodingLimits());
        other.now(NOW);
        other.database(0).put(Ascii.bytes("key"), StringValue.encode(Ascii.bytes("value")));
        keyspace.become(other);
        assertTrue(keyspace.eviction().evictOne() > 0);
        assertNull(stored(0, "key"));
        assertEquals(0, keyspace.sizeInBytes());
        assertEquals(0, keyspace.eviction().evictOne());
    }

    @Test
    void evictionCanBeUndoneAndReachesCopies() throws CorruptInput {
        policy(EvictionPolicy.ALLKEYS_LRU);
        Keyspace copy = new Keyspace(4, new EncodingLimits());
        EffectWriter writer = new EffectWriter(keyspace);
        keyspace.effects().keep();
        for (int i = 0; i < 10; i++) {
            put(i % 4, "key" + i, Entry.NO_DEADLINE);
        }
        keyspace.eviction().evictOne();
        writer.add();
        keyspace.effects().forget();
        assertEquals(EffectReader.Result.APPLIED, EffectReader.apply(copy, writer.finish()));
        String digest = KeyspaceDigest.withDeletionMarks(keyspace);
        assertEquals(digest, KeyspaceDigest.withDeletionMarks(copy));
        keyspace.effects().keep();
        keyspace.eviction().evictOne();
        keyspace.effects().undo();
        keyspace.effects().forget();
        assertEquals(digest, KeyspaceDigest.withDeletionMarks(keyspace));
    }
}

package io.gridscript.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.cache.CacheStatistics;
import com.hazelcast.cache.ICache;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.core.HazelcastInstance;
import io.gridscript.member.RunningMember;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.processor.EntryProcessorException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A script changes a cache as every other {@code invoke} does. */
class ScriptedCacheTest {

    enum From {
        MEMBER,
        CLIENT
    }

    private static final ScriptProcessor<String, Long, Long> INCREMENT =
            ScriptProcessor.<String, Long, Long>source("return redis.call('incr', KEYS[1])")
                    .creating(Long.class);

    private static final ScriptProcessor<String, Long, String> READ =
            ScriptProcessor.source("return redis.call('get', KEYS[1])");

    private static final ScriptProcessor<String, Long, Long> REMOVE =
            ScriptProcessor.source("return redis.call('del', KEYS[1])");

    private static final ScriptProcessor<String, Long, Object> FAIL =
            ScriptProcessor.source("redis.call('incr', KEYS[1]) error('no')");

    @RegisterExtension static final CacheCluster CLUSTER = new CacheCluster();

    private static MutableConfiguration<String, Long> configuration() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    private static CacheManager manager(From from) {
        return from == From.MEMBER ? CLUSTER.ofMember() : CLUSTER.ofClient();
    }

    private static Cache<String, Long> cache(
            From from, MutableConfiguration<String, Long> configuration) {
        return manager(from).createCache("cache-" + UUID.randomUUID(), configuration);
    }

    /** Ends entries by what was done last. */
    private record Policy(Duration created, Duration accessed, Duration updated)
            implements ExpiryPolicy, Serializable {

        private static javax.cache.expiry.Duration of(Duration duration) {
            return duration == null
                    ? null
                    : new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, duration.toMillis());
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return of(created);
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return of(accessed);
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return of(updated);
        }
    }

    private static Factory<ExpiryPolicy> policy(
            Duration created, Duration accessed, Duration updated) {
        return new FactoryBuilder.SingletonFactory<>(new Policy(created, accessed, updated));
    }

    @ParameterizedTest
    @EnumSource
    void expiryPolicyEndsWhatAScriptHasMade(From from) {
        Duration soon = Duration.ofMillis(300);
        Duration late = Duration.ofHours(1);
        Cache<String, Long> made =
                cache(from, configuration().setExpiryPolicyFactory(policy(soon, null, null)));
        made.invoke("key", INCREMENT);
        Awaitility.await().until(() -> !made.containsKey("key"));

        Cache<String, Long> updated =
                cache(from, configuration().setExpiryPolicyFactory(policy(late, null, soon)));
        updated.put("key", 1L);
        updated.invoke("key", INCREMENT);
        Awaitility.await().until(() -> !updated.containsKey("key"));

        Cache<String, Long> accessed =
                cache(from, configuration().setExpiryPolicyFactory(policy(late, soon, late)));
        accessed.put("key", 1L);
        assertEquals("1", accessed.invoke("key", READ));
        Awaitility.await().until(() -> !accessed.containsKey("key"));
    }

    /** Listeners live in the client's JVM, which is this one. */
    public static final class Events
            implements CacheEntryCreatedListener<String, Long>,
                    CacheEntryUpdatedListener<String, Long>,
                    CacheEntryRemovedListener<String, Long>,
                    Serializable {

        static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

        private static void note(
                Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(
                    event ->
                            SEEN.add(
                                    event.getEventType()
                                            + " "
                                            + event.getKey()
                                            + " "
                                            + event.getOldValue()
                                            + " "
                                            + event.getValue()));
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            note(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            note(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            note(events);
        }
    }

    @ParameterizedTest
    @EnumSource
    void listenersHearOfWhatAScriptDoes(From from) {
        Cache<String, Long> cache = cache(from, configuration());
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<>(
                        FactoryBuilder.factoryOf(Events.class), null, true, false));
        cache.invoke("key", INCREMENT);
        cache.invoke("key", READ);
        cache.invoke("key", INCREMENT);
        assertThrows(EntryProcessorException.class, () -> cache.invoke("key", FAIL));
        cache.invoke("key", REMOVE);
        Awaitility.await().until(() -> Events.SEEN.size() >= 3);
        assertEquals("CREATED key null 1", Events.SEEN.poll());
        assertEquals("UPDATED key 1 2", Events.SEEN.poll());
        assertEquals("REMOVED key", Events.SEEN.poll().substring(0, "REMOVED key".length()));
        assertNull(Events.SEEN.poll());
    }

    /** A store behind the cache, which all members of this JVM share. */
    public static final class Store
            implements CacheWriter<String, Long>, CacheLoader<String, Long>, Serializable {

        static final Map<String, Long> ROWS = new ConcurrentHashMap<>();
        static final Queue<String> WRITES = new ConcurrentLinkedQueue<>();

        @Override
        public void write(Cache.Entry<? extends String, ? extends Long> entry) {
            WRITES.add("write " + entry.getKey() + " " + entry.getValue());
            ROWS.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            WRITES.add("delete " + key);
            ROWS.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }

        @Override
        public Long load(String key) {
            return ROWS.get(key);
        }

        @Override
        public Map<String, Long> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesGoThroughAndReadsToo(From from) {
        Cache<String, Long> cache =
                cache(
                        from,
                        configuration()
                                .setReadThrough(true)
                                .setWriteThrough(true)
                                .setCacheLoaderFactory(FactoryBuilder.factoryOf(Store.class))
                                .setCacheWriterFactory(FactoryBuilder.factoryOf(Store.class)));
        Store.WRITES.clear();
        Store.ROWS.put("row", 41L);
        assertEquals(42L, cache.invoke("row", INCREMENT));
        assertEquals("42", cache.invoke("row", READ));
        assertThrows(EntryProcessorException.class, () -> cache.invoke("row", FAIL));
        cache.invoke("row", REMOVE);
        assertEquals(List.of("write row 42", "delete row"), List.copyOf(Store.WRITES));
        assertFalse(Store.ROWS.containsKey("row"));
    }

    @ParameterizedTest
    @EnumSource
    void statisticsCountWhatAScriptDoes(From from) {
        String name = "cache-" + UUID.randomUUID();
        Cache<String, Long> cache =
                manager(from).createCache(name, configuration().setStatisticsEnabled(true));
        for (int i = 0; i < 50; i++) {
            cache.invoke("key" + i, INCREMENT);
            cache.invoke("key" + i, READ);
            cache.invoke("key" + i, REMOVE);
        }
        long puts = 0;
        long hits = 0;
        long removals = 0;
        for (HazelcastInstance member :
                List.of(CLUSTER.first().instance(), CLUSTER.second().instance())) {
            ICache<String, Long> ofMember = member.getCacheManager().getCache(name);
            CacheStatistics statistics = ofMember.getLocalCacheStatistics();
            puts += statistics.getCachePuts();
            hits += statistics.getCacheHits();
            removals += statistics.getCacheRemovals();
        }
        assertEquals(50, puts);
        assertEquals(100, hits);
        assertEquals(50, removals);
    }

    @ParameterizedTest
    @EnumSource
    void whatScriptsDidIsThereAfterTheOwnerWasKilled(From from) {
        RunningMember doomed = new RunningMember().joining(CLUSTER.first()).start();
        Cache<String, Long> cache = cache(from, configuration());
        doomed.awaitBalance(3);
        for (int i = 0; i < 60; i++) {
            cache.invoke("key" + i, INCREMENT);
            cache.invoke("key" + i, INCREMENT);
        }
        doomed.instance().getLifecycleService().terminate();
        for (int i = 0; i < 60; i++) {
            assertEquals(2L, cache.get("key" + i));
            assertEquals(3L, cache.invoke("key" + i, INCREMENT));
        }
    }

    @Test
    void memberThatDoesNotServeRunsScriptsOfItsEntries() {
        RunningMember silent =
                new RunningMember().joining(CLUSTER.first()).with("enabled", "false").start();
        try {
            Cache<String, Long> cache = cache(From.CLIENT, configuration());
            silent.awaitBalance(3);
            for (int i = 0; i < 60; i++) {
                assertEquals(1L, cache.invoke("key" + i, INCREMENT));
            }
        } finally {
            silent.close();
        }
    }

    @Test
    void everyClientGetsTypedErrors() {
        HazelcastInstance other = HazelcastClient.newHazelcastClient(CLUSTER.clientConfig());
        try {
            ICache<String, Long> cache =
                    other.getCacheManager().getCache(cache(From.CLIENT, configuration()).getName());
            Throwable thrown =
                    assertThrows(EntryProcessorException.class, () -> cache.invoke("key", FAIL));
            assertInstanceOf(ScriptException.class, thrown.getCause());
        } finally {
            other.shutdown();
        }
    }
}

package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import io.gridscript.api.ScriptException;
import io.gridscript.api.ScriptProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessorException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts on entries of caches, through javax.cache, while members die. */
class ScriptedCachesIT {

    private static final int KEYS = 40;
    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ScriptProcessor<String, Long, Long> ADD =
            ScriptProcessor.<String, Long, Long>named("add").creating(Long.class);

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLongArray acknowledged = new AtomicLongArray(KEYS);
    private final AtomicLongArray unknown = new AtomicLongArray(KEYS);
    private final List<Future<?>> writing = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private HazelcastInstance client;
    private Cache<String, Long> cache;

    @BeforeEach
    void open() throws Exception {
        ClientConfig config = new ClientConfig().setClusterName("gridscript");
        // Otherwise Hazelcast calls a write done whose member died before the backup had it.
        config.setProperty("hazelcast.client.operation.fail.on.indeterminate.state", "true");
        grids.grid()
                .members()
                .forEach(
                        each ->
                                config.getNetworkConfig()
                                        .addAddress("127.0.0.1:" + each.seat().memberPort()));
        client = HazelcastClient.newHazelcastClient(config);
        cache =
                Caching.getCachingProvider(
                                "com.hazelcast.client.cache.HazelcastClientCachingProvider")
                        .getCacheManager(
                                null,
                                null,
                                HazelcastCachingProvider.propertiesByInstanceItself(client))
                        .createCache("counters", new MutableConfiguration<>());
        load(grids.grid().member(0), "-- @name add\nreturn redis.call('incrby', KEYS[1], ARGV[1])");
    }

    private static void load(GridMember member, String source) throws Exception {
        assertInstanceOf(String.class, member.ask("SCRIPT", "LOAD", source));
    }

    @AfterEach
    void close() {
        goesOn.set(false);
        threads.shutdownNow();
        if (client != null) {
            client.shutdown();
        }
    }

    @Test
    void whatWasAnsweredIsThereAfterAMemberWasKilled() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            writing.add(threads.submit(() -> write(first)));
        }
        awaitAnother(400);
        grids.grid().kill(grids.grid().member(1));
        awaitAnother(400);
        grids.grid().awaitMembers();
        awaitAnother(400);
        goesOn.set(false);
        for (Future<?> each : writing) {
            each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        for (int i = 0; i < KEYS; i++) {
            long value = cache.get("key" + i);
            long least = acknowledged.get(i);
            long most = least + unknown.get(i);
            assertTrue(
                    value >= least && value <= most,
                    "key" + i + " is " + value + ", not " + least + " to " + most);
        }
    }

    @Test
    void namesAndFlushesHoldForCachesAfterTheAuthorityWasKilled() throws Exception {
        GridMember authority = grids.grid().authority();
        grids.grid().kill(authority);
        GridMember left = grids.grid().member(0);
        assertEquals(2L, invoke("key0", 2));
        load(left, "-- @name add\nreturn redis.call('incrby', KEYS[1], ARGV[1] * 10)");
        for (int i = 1; i < KEYS; i++) {
            assertEquals(20L, invoke("key" + i, 2));
        }
        assertEquals("OK", left.ask("SCRIPT", "FLUSH"));
        for (int i = 0; i < KEYS; i++) {
            String key = "key" + i;
            EntryProcessorException thrown =
                    assertThrows(EntryProcessorException.class, () -> cache.invoke(key, ADD, 1));
            assertTrue(assertInstanceOf(ScriptException.class, thrown.getCause()).isNoScript());
        }
    }

    /** Until there is another authority, members don't know what was flushed, and say so. */
    private long invoke(String key, long much) {
        return Awaitility.await()
                .ignoreExceptionsMatching(ScriptedCachesIT::isForLackOfAnAuthority)
                .until(() -> cache.invoke(key, ADD, much), result -> result != null);
    }

    private static boolean isForLackOfAnAuthority(Throwable failure) {
        return failure.getMessage().contains("The script authority can't be reached");
    }

    private void write(int first) {
        for (int i = first; goesOn.get(); i = (i + 1) % KEYS) {
            try {
                cache.invoke("key" + i, ADD, 1);
                acknowledged.incrementAndGet(i);
            } catch (CacheException | HazelcastException | IllegalStateException e) {
                if (e.getCause() instanceof ScriptException) {
                    assertTrue(isForLackOfAnAuthority(e), e::toString);
                } else {
                    unknown.incrementAndGet(i);
                }
            }
            done.incrementAndGet();
        }
    }

    private void awaitAnother(long many) {
        long before = done.get();
        Awaitility.await("writes")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            for (Future<?> each : writing) {
                                if (each.isDone()) {
                                    each.get();
                                }
                            }
                            return done.get() > before + many;
                        });
    }
}

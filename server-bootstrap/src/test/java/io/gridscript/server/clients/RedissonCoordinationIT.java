package io.gridscript.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RCountDownLatch;
import org.redisson.api.RLock;
import org.redisson.api.RMapCache;
import org.redisson.api.RPatternTopic;
import org.redisson.api.RPermitExpirableSemaphore;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RReadWriteLock;
import org.redisson.api.RSemaphore;
import org.redisson.api.RSetCache;
import org.redisson.api.RTopic;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;

/** What Redisson offers to several processes at once: two clients stand for them. */
class RedissonCoordinationIT {

    private static final int THREADS = 4;
    private static final int ROUNDS = 25;

    @RegisterExtension static final RedissonExtension REDISSON = new RedissonExtension();

    private final RedissonClient redisson = REDISSON.client();
    private RedissonClient other;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        other = REDISSON.another();
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        other.shutdown();
    }

    @Test
    void locksExcludeEachOther() throws Exception {
        countUnder(client -> client.getLock("lock"));
    }

    @Test
    void fairLocksExcludeEachOther() throws Exception {
        countUnder(client -> client.getFairLock("lock"));
    }

    @Test
    void entriesAreComputedUnderALock() {
        redisson.<String, String>getMap("map").put("a", "1");
        assertEquals(
                "12", other.<String, String>getMap("map").compute("a", (key, value) -> value + 2));
        assertEquals("12", redisson.getMap("map").get("a"));
    }

    /** Many add one to a number that they read and write apart. */
    private void countUnder(Function<RedissonClient, RLock> lockOf) throws Exception {
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            RedissonClient client = i % 2 == 0 ? redisson : other;
            work.add(
                    () -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            RLock lock = lockOf.apply(client);
                            lock.lock();
                            try {
                                long before = client.getAtomicLong("number").get();
                                client.getAtomicLong("number").set(before + 1);
                            } finally {
                                lock.unlock();
                            }
                        }
                        return null;
                    });
        }
        for (Future<Void> each : threads.invokeAll(work)) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertEquals(THREADS * ROUNDS, redisson.getAtomicLong("number").get());
    }

    @Test
    void locksAreReentrantAndEndWithTheirLease() throws Exception {
        RLock lock = redisson.getLock("lock");
        lock.lock(300, TimeUnit.MILLISECONDS);
        assertTrue(lock.tryLock());
        assertEquals(2, lock.getHoldCount());
        assertFalse(other.getLock("lock").tryLock());
        assertTrue(other.getLock("lock").tryLock(60, 60, TimeUnit.SECONDS));
        assertFalse(lock.isHeldByCurrentThread());
        other.getLock("lock").unlock();
        assertFalse(lock.isLocked());
    }

    @Test
    void readersShareWhatAWriterDoesNot() throws Exception {
        RReadWriteLock lock = redisson.getReadWriteLock("lock");
        assertTrue(lock.readLock().tryLock());
        assertTrue(other.getReadWriteLock("lock").readLock().tryLock());
        Future<Boolean> writer =
                threads.submit(
                        () -> {
                            RLock write = other.getReadWriteLock("lock").writeLock();
                            boolean locked = write.tryLock(30, TimeUnit.SECONDS);
                            write.unlock();
                            return locked;
                        });
        other.getReadWriteLock("lock").readLock().unlock();
        lock.readLock().unlock();
        assertTrue(writer.get(60, TimeUnit.SECONDS));
    }

    @Test
    void semaphoresLetSoManyIn() throws Exception {
        RSemaphore semaphore = redisson.getSemaphore("semaphore");
        assertTrue(semaphore.trySetPermits(2));
        assertTrue(semaphore.tryAcquire(2));
        assertFalse(other.getSemaphore("semaphore").tryAcquire());
        Future<Boolean> waiting =
                threads.submit(
                        () -> other.getSemaphore("semaphore").tryAcquire(Duration.ofSeconds(30)));
        semaphore.release();
        assertTrue(waiting.get(60, TimeUnit.SECONDS));
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void permitsEnd() throws Exception {
        RPermitExpirableSemaphore semaphore = redisson.getPermitExpirableSemaphore("permits");
        assertTrue(semaphore.trySetPermits(1));
        String permit = semaphore.acquire(300, TimeUnit.MILLISECONDS);
        assertNull(other.getPermitExpirableSemaphore("permits").tryAcquire());
        String next =
                other.getPermitExpirableSemaphore("permits").tryAcquire(30, 60, TimeUnit.SECONDS);
        assertFalse(semaphore.tryRelease(permit));
        assertTrue(semaphore.tryRelease(next));
    }

    @Test
    void limitersLetSoManyThroughInATime() {
        RRateLimiter limiter = redisson.getRateLimiter("limiter");
        assertTrue(limiter.trySetRate(RateType.OVERALL, 3, Duration.ofMinutes(5)));
        assertTrue(limiter.tryAcquire(2));
        assertTrue(other.getRateLimiter("limiter").tryAcquire());
        assertFalse(limiter.tryAcquire());
        assertEquals(0, limiter.availablePermits());
        RRateLimiter fast = redisson.getRateLimiter("fast");
        fast.trySetRate(RateType.OVERALL, 1, Duration.ofMillis(200));
        assertTrue(fast.tryAcquire());
        assertTrue(fast.tryAcquire(Duration.ofSeconds(30)));
    }

    @Test
    void latchesOpen() throws Exception {
        RCountDownLatch latch = redisson.getCountDownLatch("latch");
        assertTrue(latch.trySetCount(2));
        Future<Boolean> waiting =
                threads.submit(() -> other.getCountDownLatch("latch").await(30, TimeUnit.SECONDS));
        latch.countDown();
        other.getCountDownLatch("latch").countDown();
        assertTrue(waiting.get(60, TimeUnit.SECONDS));
    }

    @Test
    void entriesEndOneByOne() {
        RMapCache<String, String> map = redisson.getMapCache("map");
        assertNull(map.put("short", "1", 200, TimeUnit.MILLISECONDS));
        assertNull(map.put("long", "2", 5, TimeUnit.MINUTES));
        assertEquals("2", map.put("long", "3", 5, TimeUnit.MINUTES));
        assertTrue(map.remainTimeToLive("long") > 200_000);
        Awaitility.await().until(() -> map.get("short") == null);
        assertEquals("3", map.get("long"));
        RSetCache<String> set = redisson.getSetCache("set");
        assertTrue(set.add("short", 200, TimeUnit.MILLISECONDS));
        assertTrue(set.add("long", 5, TimeUnit.MINUTES));
        Awaitility.await().until(() -> !set.contains("short"));
        assertTrue(set.contains("long"));
    }

    @Test
    void topicsReachAllWhoListen() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        RTopic topic = other.getTopic("news.today");
        RPatternTopic pattern = other.getPatternTopic("news.*");
        topic.addListener(String.class, (channel, message) -> heard.add(channel + ":" + message));
        pattern.addListener(
                String.class, (from, channel, message) -> heard.add(from + ":" + message));
        assertEquals(2, redisson.getTopic("news.today").publish("hello"));
        List<String> both =
                List.of(heard.poll(30, TimeUnit.SECONDS), heard.poll(30, TimeUnit.SECONDS));
        assertTrue(both.contains("news.today:hello"), both::toString);
        assertTrue(both.contains("news.*:hello"), both::toString);
        topic.removeAllListeners();
        pattern.removeAllListeners();
    }

    @Test
    void queuesLetOthersWait() throws Exception {
        RBlockingQueue<String> queue = redisson.getBlockingQueue("queue");
        Future<String> waiting =
                threads.submit(
                        () -> other.<String>getBlockingQueue("queue").poll(30, TimeUnit.SECONDS));
        queue.put("first");
        assertEquals("first", waiting.get(60, TimeUnit.SECONDS));
        assertNull(queue.poll(100, TimeUnit.MILLISECONDS));
    }
}

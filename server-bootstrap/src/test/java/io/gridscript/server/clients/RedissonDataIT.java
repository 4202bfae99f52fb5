package io.gridscript.server.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.api.BatchOptions;
import org.redisson.api.RAtomicLong;
import org.redisson.api.RBatch;
import org.redisson.api.RBucket;
import org.redisson.api.RDeque;
import org.redisson.api.RList;
import org.redisson.api.RListMultimap;
import org.redisson.api.RMap;
import org.redisson.api.RQueue;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RScript;
import org.redisson.api.RSet;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.RedisException;
import org.redisson.client.codec.LongCodec;
import org.redisson.client.codec.StringCodec;

/** Redisson's data structures, most of whose methods are scripts. */
class RedissonDataIT {

    @RegisterExtension static final RedissonExtension REDISSON = new RedissonExtension();

    private final RedissonClient redisson = REDISSON.client();

    @Test
    void bucketsCompareAndExpire() {
        RBucket<String> bucket = redisson.getBucket("bucket");
        bucket.set("one", Duration.ofMinutes(5));
        assertTrue(bucket.remainTimeToLive() > 290_000);
        assertTrue(bucket.compareAndSet("one", "two"));
        assertFalse(bucket.compareAndSet("one", "three"));
        assertEquals("two", bucket.getAndSet("four"));
        assertFalse(bucket.setIfAbsent("five"));
        assertEquals("four", bucket.getAndDelete());
        assertNull(bucket.get());
    }

    @Test
    void numbersAreAtomic() {
        RAtomicLong number = redisson.getAtomicLong("number");
        assertEquals(5, number.addAndGet(5));
        assertTrue(number.compareAndSet(5, 7));
        assertFalse(number.compareAndSet(5, 9));
        assertEquals(7, number.getAndIncrement());
        assertEquals(8, number.getAndDelete());
        assertEquals(2.5, redisson.getAtomicDouble("real").addAndGet(2.5));
    }

    @Test
    void mapsKeepWhatMapsKeep() {
        RMap<String, String> map = redisson.getMap("map");
        assertNull(map.put("a", "1"));
        assertEquals("1", map.put("a", "2"));
        assertEquals("2", map.putIfAbsent("a", "3"));
        assertTrue(map.fastPut("b", "4"));
        assertEquals("4", map.replace("b", "5"));
        assertFalse(map.replace("b", "4", "6"));
        assertTrue(map.remove("b", "5"));
        map.putAll(Map.of("c", "6", "d", "7"));
        assertEquals(Map.of("a", "2", "c", "6", "d", "7"), map.readAllMap());
        assertEquals(Set.of("a", "c", "d"), map.keySet());
        assertEquals(2, map.fastRemove("c", "d"));
        RMap<String, Long> sums = redisson.getMap("sums", LongCodec.INSTANCE);
        assertEquals(3L, sums.addAndGet("x", 3L));
    }

    @Test
    void manyEntriesAreIteratedOnce() {
        RMap<String, String> map = redisson.getMap("map");
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            keys.add("k" + i);
        }
        RBatch batch = redisson.createBatch();
        keys.forEach(key -> batch.<String, String>getMap("map").fastPutAsync(key, "value"));
        batch.execute();
        assertEquals(2000, map.size());
        assertEquals(keys, new TreeSet<>(map.keySet()));
    }

    @Test
    void queuesAndDequesKeepTheirOrder() {
        RQueue<String> queue = redisson.getQueue("queue");
        assertTrue(queue.offer("a"));
        queue.addAll(List.of("b", "c", "d"));
        assertEquals("a", queue.peek());
        assertEquals(List.of("a", "b"), queue.poll(2));
        assertEquals("c", queue.pollLastAndOfferFirstTo("other").equals("d") ? queue.poll() : null);
        assertEquals("d", redisson.<String>getQueue("other").poll());
        RDeque<String> deque = redisson.getDeque("deque");
        deque.addFirst("b");
        deque.addFirst("a");
        deque.addLast("c");
        assertEquals("c", deque.pollLast());
        assertEquals("a", deque.pollFirst());
    }

    @Test
    void listsAreEdited() {
        RList<String> list = redisson.getList("list");
        list.addAll(List.of("a", "b", "d"));
        list.add(2, "c");
        assertEquals(List.of("a", "b", "c", "d"), list.readAll());
        assertEquals("b", list.remove(1));
        assertEquals(1, list.indexOf("c"));
        assertEquals("c", list.set(1, "C"));
        assertEquals(1, list.addAfter("C", "e") - 3);
        assertTrue(list.removeAll(List.of("a", "d")));
        assertEquals(List.of("C", "e"), list.readAll());
    }

    @Test
    void setsAreCombined() {
        RSet<String> set = redisson.getSet("set");
        assertTrue(set.addAll(List.of("a", "b", "c")));
        assertFalse(set.add("a"));
        redisson.<String>getSet("other").addAll(List.of("b", "c", "d"));
        assertEquals(Set.of("b", "c"), set.readIntersection("other"));
        assertTrue(set.retainAll(List.of("a", "b")));
        assertTrue(set.move("other", "a"));
        assertEquals(Set.of("b"), set.readAll());
    }

    @Test
    void scoresRank() {
        RScoredSortedSet<String> scores = redisson.getScoredSortedSet("scores");
        scores.addAll(Map.of("a", 1.5, "b", 2.0, "c", -1.0));
        assertEquals(3.5, scores.addScore("a", 2));
        assertEquals(2, scores.rank("a"));
        assertEquals(List.of("c", "b", "a"), List.copyOf(scores.readAll()));
        assertEquals("c", scores.pollFirst());
        assertTrue(scores.addIfAbsent(9, "z"));
        assertEquals(2, scores.count(2.0, true, 4.0, true));
    }

    @Test
    void multimapsHoldSeveral() {
        RListMultimap<String, String> map = redisson.getListMultimap("multimap");
        map.put("a", "1");
        map.put("a", "2");
        map.put("b", "3");
        assertEquals(List.of("1", "2"), map.getAll("a"));
        assertEquals(3, map.size());
        assertEquals(List.of("1", "2"), map.removeAll("a"));
        assertEquals(1, map.keySize());
    }

    @Test
    void batchesAreTransactionsIfWanted() {
        RBatch batch =
                redisson.createBatch(
                        BatchOptions.defaults()
                                .executionMode(BatchOptions.ExecutionMode.IN_MEMORY_ATOMIC));
        batch.getAtomicLong("number").incrementAndGetAsync();
        batch.getBucket("bucket").setAsync("x");
        batch.getAtomicLong("number").addAndGetAsync(4);
        assertEquals(5L, batch.execute().getResponses().get(2));
    }

    @Test
    void scriptsRunByDigest() {
        RScript scripts = redisson.getScript(StringCodec.INSTANCE);
        String sha = scripts.scriptLoad("return {KEYS[1], ARGV[1], 7}");
        assertEquals(List.of(true), scripts.scriptExists(sha));
        assertEquals(
                List.of("key", "value", 7L),
                scripts.evalSha(
                        RScript.Mode.READ_WRITE,
                        sha,
                        RScript.ReturnType.LIST,
                        List.of("key"),
                        "value"));
        scripts.scriptFlush();
        assertEquals(List.of(false), scripts.scriptExists(sha));
        RedisException refused =
                assertThrows(
                        RedisException.class,
                        () ->
                                scripts.eval(
                                        RScript.Mode.READ_WRITE,
                                        "return redis.error_reply('MINE it is')",
                                        RScript.ReturnType.VALUE));
        assertTrue(refused.getMessage().contains("MINE it is"), refused.getMessage());
    }

    @Test
    void keysAreFoundByPattern() {
        for (int i = 0; i < 500; i++) {
            redisson.getBucket("found" + i).set("x");
        }
        redisson.getBucket("other").set("x");
        Set<String> found = new TreeSet<>();
        redisson.getKeys()
                .getKeys(KeysScanOptions.defaults().pattern("found*"))
                .forEach(found::add);
        assertEquals(500, found.size());
        assertEquals(500, redisson.getKeys().deleteByPattern("found*"));
        assertEquals(1, redisson.getKeys().count());
    }
}

package io.gridscript.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RunningMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.FlushMode;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;

/** Jedis, unmodified, in both versions of the protocol. */
@ParameterizedClass
@EnumSource(
        value = RedisProtocol.class,
        names = {"RESP2", "RESP3"})
record JedisTest(RedisProtocol protocol) {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String ADD = "return redis.call('INCRBY', KEYS[1], tonumber(ARGV[1]))";

    private Jedis connect() {
        return new Jedis(
                new HostAndPort("127.0.0.1", MEMBER.port()),
                DefaultJedisClientConfig.builder().protocol(protocol).clientName("jedis").build());
    }

    @Test
    void loadedScriptRunsUntilItIsFlushedInEitherMode() {
        try (Jedis jedis = connect()) {
            for (FlushMode mode : FlushMode.values()) {
                String sha = jedis.scriptLoad(ADD);
                assertEquals(List.of(true, false), jedis.scriptExists(sha, "0".repeat(40)));
                jedis.del("sum");
                assertEquals(5L, jedis.evalsha(sha, 1, "sum", "5"));

                assertEquals("OK", jedis.scriptFlush(mode));

                assertFalse(jedis.scriptExists(sha));
                assertThrows(JedisNoScriptException.class, () -> jedis.evalsha(sha, 1, "sum", "5"));
            }
            assertEquals("OK", jedis.scriptFlush());
        }
    }

    @Test
    void evalConvertsWhatScriptsReturn() {
        try (Jedis jedis = connect()) {
            assertEquals(3L, jedis.eval("return 3.9"));
            assertEquals("text", jedis.eval("return 'text'"));
            assertNull(jedis.eval("return nil"));
            assertEquals("fine", jedis.eval("return redis.status_reply('fine')"));
            assertEquals(
                    List.of("k", "a", List.of(1L, 2L)),
                    jedis.eval("return {KEYS[1], ARGV[1], {1, 2}}", 1, "k", "a"));
            JedisDataException error =
                    assertThrows(
                            JedisDataException.class,
                            () -> jedis.eval("return redis.error_reply('MINE reason')"));
            assertEquals("MINE reason", error.getMessage());
        }
    }

    @Test
    void readOnlyFormsReadAndRefuseToWrite() {
        try (Jedis jedis = connect()) {
            jedis.set("k", "v");
            String get = "return redis.call('GET', KEYS[1])";
            assertEquals("v", jedis.evalReadonly(get, List.of("k"), List.of()));
            String sha = jedis.scriptLoad(get);
            assertEquals("v", jedis.evalshaReadonly(sha, List.of("k"), List.of()));
            JedisDataException error =
                    assertThrows(
                            JedisDataException.class,
                            () ->
                                    jedis.evalReadonly(
                                            "return redis.call('SET', KEYS[1], 'w')",
                                            List.of("k"),
                                            List.of()));
            assertTrue(
                    error.getMessage()
                            .startsWith(
                                    "ERR Write commands are not allowed from read-only scripts."),
                    error.getMessage());
        }
    }

    @Test
    void killAnswersNotBusyOrEndsTheScript() {
        try (Jedis jedis = connect();
                Jedis other = connect()) {
            JedisDataException notBusy = assertThrows(JedisDataException.class, jedis::scriptKill);
            assertEquals("NOTBUSY No scripts in execution right now.", notBusy.getMessage());

            CompletableFuture<Object> endless =
                    CompletableFuture.supplyAsync(() -> errorOf(other, "while true do end"));
            MEMBER.awaitRunningScripts(1);
            assertEquals("OK", jedis.scriptKill());
            assertTrue(endless.join().toString().contains("killed by user"));
        }
    }

    private static String errorOf(Jedis jedis, String script) {
        return assertThrows(JedisDataException.class, () -> jedis.eval(script)).getMessage();
    }

    @Test
    void transactionRunsScriptsAndFlushes() {
        try (Jedis jedis = connect()) {
            jedis.del("sum");
            Transaction transaction = jedis.multi();
            Response<Object> sum = transaction.eval(ADD, 1, "sum", "2");
            Response<String> value = transaction.get("sum");
            List<Object> replies = transaction.exec();
            assertEquals(2, replies.size());
            assertEquals(2L, sum.get());
            assertEquals("2", value.get());

            jedis.watch("sum");
            jedis.incr("sum");
            Transaction touched = jedis.multi();
            touched.incr("sum");
            assertNull(touched.exec());
        }
    }

    @Test
    void pipelineOfAllKindsOfCommandsKeepsItsOrder() {
        try (Jedis jedis = connect()) {
            jedis.del("sum");
            String sha = jedis.scriptLoad(ADD);
            Pipeline pipeline = jedis.pipelined();
            List<Response<?>> responses = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                responses.add(pipeline.incr("sum"));
                responses.add(pipeline.evalsha(sha, 1, "sum", "1"));
                responses.add(pipeline.scriptExists("sum", sha));
            }
            pipeline.sync();
            for (int i = 0; i < 500; i++) {
                assertEquals(2L * i + 1, responses.get(3 * i).get());
                assertEquals(2L * i + 2, responses.get(3 * i + 1).get());
                assertEquals(List.of(true), responses.get(3 * i + 2).get());
            }
        }
    }

    @Test
    void commandsOnStringsHashesAndKeysWork() {
        try (Jedis jedis = connect()) {
            jedis.flushAll();
            assertEquals("OK", jedis.set("k", "v", SetParams.setParams().nx().px(100_000)));
            assertTrue(jedis.pttl("k") > 0);
            assertEquals(2, jedis.hset("h", Map.of("a", "1", "b", "2")));
            assertEquals(Map.of("a", "1", "b", "2"), jedis.hgetAll("h"));
            assertEquals(1.5, jedis.hincrByFloat("h", "a", 0.5));
            assertEquals(2, jedis.dbSize());
            assertEquals(List.of("h"), jedis.scan("0", new ScanParams().match("h*")).getResult());
            assertEquals("jedis", jedis.clientGetname());
        }
    }

    @Test
    void pooledClientRunsScripts() {
        try (RedisClient client =
                RedisClient.builder().hostAndPort("127.0.0.1", MEMBER.port()).build()) {
            client.del("pooled");
            assertEquals(7L, client.eval(ADD, List.of("pooled"), List.of("7")));
            assertEquals("7", client.get("pooled"));
        }
    }

    @Test
    void listenerGetsWhatOthersPublish() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        JedisPubSub listener =
                new JedisPubSub() {
                    @Override
                    public void onSubscribe(String channel, int subscribed) {
                        events.add("subscribed " + channel + " " + subscribed);
                    }

                    @Override
                    public void onPSubscribe(String pattern, int subscribed) {
                        events.add("subscribed " + pattern + " " + subscribed);
                    }

                    @Override
                    public void onMessage(String channel, String message) {
                        events.add(channel + " " + message);
                    }

                    @Override
                    public void onPMessage(String pattern, String channel, String message) {
                        events.add(pattern + " " + channel + " " + message);
                    }

                    @Override
                    public void onPong(String pattern) {
                        events.add("pong " + pattern);
                    }
                };
        try (Jedis listening = connect();
                Jedis publishing = connect()) {
            CompletableFuture<Void> listens =
                    CompletableFuture.runAsync(() -> listening.subscribe(listener, "news"));
            assertEquals("subscribed news 1", events.poll(10, TimeUnit.SECONDS));
            listener.psubscribe("n*");
            assertEquals("subscribed n* 2", events.poll(10, TimeUnit.SECONDS));
            assertEquals(2, publishing.publish("news", "hello"));
            assertEquals("news hello", events.poll(10, TimeUnit.SECONDS));
            assertEquals("n* news hello", events.poll(10, TimeUnit.SECONDS));
            assertEquals(Map.of("news", 1L), publishing.pubsubNumSub("news"));
            assertEquals(List.of("news"), publishing.pubsubChannels());
            assertEquals(1L, publishing.pubsubNumPat());
            publishing.eval("return redis.call('PUBLISH', 'nine', ARGV[1])", 0, "script");
            assertEquals("n* nine script", events.poll(10, TimeUnit.SECONDS));
            if (protocol == RedisProtocol.RESP2) {
                listener.ping("x");
                assertEquals("pong x", events.poll(10, TimeUnit.SECONDS));
            }
            listener.unsubscribe();
            listener.punsubscribe();
            listens.get(10, TimeUnit.SECONDS);
            assertEquals(0, publishing.publish("news", "nobody"));
        }
    }
}

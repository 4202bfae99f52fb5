package io.gridscript.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RunningMember;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.FlushMode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Lettuce, unmodified, in both versions of the protocol. */
@ParameterizedClass
@EnumSource(ProtocolVersion.class)
class LettuceTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String ADD = "return redis.call('INCRBY', KEYS[1], tonumber(ARGV[1]))";

    @Parameter ProtocolVersion protocol;

    private RedisClient client;
    private StatefulRedisConnection<String, String> connection;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void connect() {
        client = RedisClient.create(RedisURI.create("127.0.0.1", MEMBER.port()));
        client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
        connection = client.connect();
        redis = connection.sync();
        redis.del("sum");
    }

    @AfterEach
    void disconnect() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    void loadedScriptRunsUntilItIsFlushedInEitherMode() {
        for (FlushMode mode : FlushMode.values()) {
            String sha = redis.scriptLoad(ADD);
            assertEquals(redis.digest(ADD), sha);
            assertEquals(List.of(true, false), redis.scriptExists(sha, "0".repeat(40)));
            redis.del("sum");
            Long sum = redis.evalsha(sha, ScriptOutputType.INTEGER, keys("sum"), "5");
            assertEquals(5, sum);

            assertEquals("OK", redis.scriptFlush(mode));

            assertEquals(List.of(false), redis.scriptExists(sha));
            assertThrows(
                    RedisNoScriptException.class,
                    () -> redis.evalsha(sha, ScriptOutputType.INTEGER, keys("sum"), "5"));
        }
        assertEquals("OK", redis.scriptFlush());
    }

    @Test
    void evalConvertsWhatScriptsReturn() {
        Long number = redis.eval("return 3", ScriptOutputType.INTEGER);
        assertEquals(3, number);
        String text = redis.eval("return ARGV[1]", ScriptOutputType.VALUE, keys(), "text");
        assertEquals("text", text);
        String status = redis.eval("return {ok='fine'}", ScriptOutputType.STATUS);
        assertEquals("fine", status);
        List<Object> nested =
                redis.eval("return {KEYS[1], {1, 2}}", ScriptOutputType.MULTI, keys("k"));
        assertEquals(List.of("k", List.of(1L, 2L)), nested);
        Boolean yes = redis.eval("return 1", ScriptOutputType.BOOLEAN);
        assertTrue(yes);
        assertEquals(
                "MINE reason",
                assertThrows(
                                RedisCommandExecutionException.class,
                                () ->
                                        redis.eval(
                                                "return {err='MINE reason'}",
                                                ScriptOutputType.VALUE))
                        .getMessage());
    }

    @Test
    void readOnlyFormsReadAndRefuseToWrite() {
        redis.set("k", "v");
        String get = "return redis.call('GET', KEYS[1])";
        String value = redis.evalReadOnly(get, ScriptOutputType.VALUE, keys("k"));
        assertEquals("v", value);
        String again =
                redis.evalshaReadOnly(redis.scriptLoad(get), ScriptOutputType.VALUE, keys("k"));
        assertEquals("v", again);
        assertThrows(
                RedisCommandExecutionException.class,
                () ->
                        redis.evalReadOnly(
                                "return redis.call('DEL', KEYS[1])",
                                ScriptOutputType.INTEGER,
                                keys("k")));
        assertEquals("v", redis.get("k"));
    }

    @Test
    void killAnswersNotBusy() {
        assertEquals(
                "NOTBUSY No scripts in execution right now.",
                assertThrows(RedisCommandExecutionException.class, redis::scriptKill).getMessage());
    }

    @Test
    void transactionRunsScriptsAndFlushes() {
        redis.multi();
        redis.eval(ADD, ScriptOutputType.INTEGER, keys("sum"), "2");
        redis.scriptFlush(FlushMode.ASYNC);
        redis.get("sum");
        TransactionResult result = redis.exec();
        assertFalse(result.wasDiscarded());
        assertEquals(2L, (Long) result.get(0));
        assertEquals("OK", result.get(1));
        assertEquals("2", result.get(2));
    }

    @Test
    void pipelineOfAllKindsOfCommandsKeepsItsOrder() throws Exception {
        String sha = redis.scriptLoad(ADD);
        RedisAsyncCommands<String, String> async = connection.async();
        connection.setAutoFlushCommands(false);
        List<RedisFuture<Long>> sums = new ArrayList<>();
        List<RedisFuture<List<Boolean>>> known = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sums.add(async.incr("sum"));
            sums.add(async.evalsha(sha, ScriptOutputType.INTEGER, keys("sum"), "1"));
            known.add(async.scriptExists(sha));
        }
        connection.flushCommands();
        connection.setAutoFlushCommands(true);
        for (int i = 0; i < sums.size(); i++) {
            assertEquals(i + 1, sums.get(i).get(10, TimeUnit.SECONDS));
        }
        for (RedisFuture<List<Boolean>> each : known) {
            assertEquals(List.of(true), each.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void listenerGetsWhatOthersPublish() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub()) {
            listening.addListener(
                    new RedisPubSubAdapter<>() {
                        @Override
                        public void message(String channel, String message) {
                            events.add(channel + " " + message);
                        }

                        @Override
                        public void message(String pattern, String channel, String message) {
                            events.add(pattern + " " + channel + " " + message);
                        }

                        @Override
                        public void smessage(String shardChannel, String message) {
                            events.add("shard " + shardChannel + " " + message);
                        }
                    });
            listening.sync().subscribe("news", "other");
            listening.sync().psubscribe("ne*");
            listening.sync().ssubscribe("news");
            assertEquals(2L, redis.publish("news", "hello"));
            assertEquals("news hello", events.poll(10, TimeUnit.SECONDS));
            assertEquals("ne* news hello", events.poll(10, TimeUnit.SECONDS));
            assertEquals(1L, redis.spublish("news", "there"));
            assertEquals("shard news there", events.poll(10, TimeUnit.SECONDS));
            redis.multi();
            redis.publish("other", "1");
            redis.publish("other", "2");
            redis.exec();
            assertEquals("other 1", events.poll(10, TimeUnit.SECONDS));
            assertEquals("other 2", events.poll(10, TimeUnit.SECONDS));
            listening.sync().unsubscribe("news");
            listening.sync().punsubscribe("ne*");
            assertEquals(0L, redis.publish("news", "nobody"));
            assertEquals(List.of("other"), redis.pubsubChannels());
        }
    }

    private static String[] keys(String... keys) {
        return keys;
    }
}

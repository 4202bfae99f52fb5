package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.dump.RandomWords;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams with groups go from here to a real redis-server and back. */
class StreamDumpOracleTest {

    private static final int STREAMS = Integer.getInteger("test.fuzz.values", 40);
    private static final int FOOTER = 10;

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--sanitize-dump-payload", "yes");

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final RandomWords words = new RandomWords(random);
    private final CommandTester ours =
            new CommandTester(StreamCommands::register, new GenericCommands(false)::register);

    @Test
    void streamsGoBothWays() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            for (int i = 0; i < STREAMS; i++) {
                theirs.call("FLUSHALL");
                ours.run("DEL", "v", "w", "x");
                makeStream(theirs);
                String payload = dump(theirs.call("DUMP", "v"));
                assertEquals("+OK", ours.text("RESTORE", "w", "0", payload), () -> "seed " + seed);
                assertSame(theirs, "v", "w");
                assertEquals(theirDigest(theirs), ourDigest("w"), () -> "seed " + seed);

                String back = dump(ours.run("DUMP", "w"));
                assertEquals(
                        "+OK",
                        theirs.call("RESTORE", "x", "0", back).toString(),
                        () -> "to there, seed " + seed);
                assertSame(theirs, "x", "w");
                assertEquals("+OK", ours.text("RESTORE", "x", "0", back));
                assertEquals(info(ours.run(fullInfo("w"))), info(ours.run(fullInfo("x"))));
            }
        }
    }

    private void assertSame(RedisOracle.Connection theirs, String their, String our)
            throws IOException {
        assertEquals(
                info(theirs.call(fullInfo(their))),
                info(ours.run(fullInfo(our))),
                () -> "seed " + seed);
    }

    private static String[] fullInfo(String key) {
        return new String[] {"XINFO", "STREAM", key, "FULL", "COUNT", "0"};
    }

    /** Redis 7.0 knows nothing of active times. */
    private static String info(RespReader.Value reply) {
        return reply.toString().replaceAll("\"active-time\", :-?[0-9]+, ", "");
    }

    @Test
    void aSmallStreamHasTheVeryBytesOfRedis() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            theirs.call("FLUSHALL");
            ours.run("DEL", "v");
            for (String[] command :
                    List.of(
                            new String[] {"XADD", "v", "5-3", "a", "1", "b", "x"},
                            new String[] {"XADD", "v", "5-9", "a", "-70000", "b", ""},
                            new String[] {"XADD", "v", "7-1", "c", "y"},
                            new String[] {"XADD", "v", "7-2", "a", "1", "b", "x"},
                            new String[] {"XDEL", "v", "5-9"},
                            new String[] {"XGROUP", "CREATE", "v", "one", "5-3"},
                            new String[] {"XGROUP", "CREATE", "v", "two", "$"},
                            new String[] {"XSETID", "v", "9-9"})) {
                assertEquals(theirs.call(command).toString(), ours.text(command));
            }
            assertEquals(
                    withoutFooter(theirs.call("DUMP", "v")), withoutFooter(ours.run("DUMP", "v")));
        }
    }

    /** Of a consumer that never got anything an older form would say that it did. */
    @Test
    void timesOfActivityAreKept() {
        ours.run("XADD", "v", "5-3", "a", "1");
        ours.run("XGROUP", "CREATE", "v", "g", "0");
        assertEquals(10, version(dump(ours.run("DUMP", "v"))));
        ours.run("XGROUP", "CREATECONSUMER", "v", "g", "idle");
        ours.advance(5).run("XREADGROUP", "GROUP", "g", "busy", "STREAMS", "v", ">");
        ours.advance(5).run("XREADGROUP", "GROUP", "g", "busy", "STREAMS", "v", ">");
        String payload = dump(ours.run("DUMP", "v"));
        assertEquals(11, version(payload));
        assertEquals("+OK", ours.text("RESTORE", "w", "0", payload));
        String info = ours.text(fullInfo("w"));
        assertEquals(ours.text(fullInfo("v")), info);
        assertTrue(info.contains("\"active-time\", :-1"), info);
    }

    private static int version(String payload) {
        return payload.charAt(payload.length() - FOOTER);
    }

    private void makeStream(RedisOracle.Connection theirs) throws IOException {
        int size = 1 + random.nextInt(250);
        List<String> fields = words.different(3);
        List<String> ids = new ArrayList<>();
        long millis = random.nextBoolean() ? 1 : 1_700_000_000_000L;
        long sequence = 1;
        for (int i = 0; i < size; i++) {
            sequence = random.nextInt(4) == 0 ? random.nextInt(5) : sequence + 1;
            millis += sequence <= 5 ? 1 + random.nextInt(300) : 0;
            ids.add(millis + "-" + sequence);
            List<String> command = new ArrayList<>(List.of("XADD", "v", millis + "-" + sequence));
            int pairs = random.nextInt(6) == 0 ? 1 + random.nextInt(4) : fields.size();
            for (int pair = 0; pair < pairs; pair++) {
                boolean usual = pair < fields.size() && pairs == fields.size();
                command.add(usual ? fields.get(pair) : words.next());
                command.add(words.next());
            }
            theirs.call(command.toArray(String[]::new));
        }
        for (int i = random.nextInt(size / 4 + 1); i > 0; i--) {
            theirs.call("XDEL", "v", ids.get(random.nextInt(size)));
        }
        if (random.nextInt(3) == 0) {
            theirs.call("XTRIM", "v", "MAXLEN", String.valueOf(size / 2));
        }
        for (int group = random.nextInt(3); group > 0; group--) {
            makeGroup(theirs, "g" + group, ids);
        }
    }

    private void makeGroup(RedisOracle.Connection theirs, String name, List<String> ids)
            throws IOException {
        theirs.call("XGROUP", "CREATE", "v", name, ids.get(random.nextInt(ids.size())));
        for (int i = random.nextInt(5); i > 0; i--) {
            String consumer = words.next();
            String count = String.valueOf(1 + random.nextInt(20));
            theirs.call("XREADGROUP", "GROUP", name, consumer, "COUNT", count, "STREAMS", "v", ">");
            theirs.call("XACK", "v", name, ids.get(random.nextInt(ids.size())));
            theirs.call(
                    "XCLAIM",
                    "v",
                    name,
                    consumer,
                    "0",
                    ids.get(random.nextInt(ids.size())),
                    "TIME",
                    "1234567890123",
                    "RETRYCOUNT",
                    "70000");
            theirs.call("XDEL", "v", ids.get(random.nextInt(ids.size())));
        }
    }

    private static String withoutFooter(RespReader.Value reply) {
        String payload = dump(reply);
        return payload.substring(0, payload.length() - FOOTER);
    }

    private static String dump(RespReader.Value reply) {
        return ((Bulk) reply).text();
    }

    private static String theirDigest(RedisOracle.Connection theirs) throws IOException {
        return theirs.call("DEBUG", "DIGEST-VALUE", "v").toString().replaceAll("[^0-9a-f]", "");
    }

    private String ourDigest(String key) {
        return DatasetDigest.ofValue(ours.database().stored(Ascii.bytes(key)));
    }
}

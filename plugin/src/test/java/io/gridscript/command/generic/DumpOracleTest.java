package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.command.DebugSwitches;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.dump.OldForms;
import io.gridscript.keyspace.dump.RandomWords;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Payloads go from here to a real redis-server and back, and errors are the same. */
class DumpOracleTest {

    private static final int VALUES = Integer.getInteger("test.fuzz.values", 60);
    private static final int[] SIZES = {1, 2, 10, 100, 128, 129, 512, 513, 3000};

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--sanitize-dump-payload", "yes");

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final RandomWords words = new RandomWords(random);
    private final CommandTester ours = CommandTester.ofAllTypes();

    @Test
    void valuesGoBothWays() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            for (int i = 0; i < VALUES; i++) {
                String[] command = makeValue(i % 6, SIZES[random.nextInt(SIZES.length)]);
                theirs.call("FLUSHALL");
                theirs.call(command);
                ours.run("DEL", "v", "w");
                ours.run(command);
                goesThereAndBack(theirs);
            }
        }
    }

    private void goesThereAndBack(RedisOracle.Connection theirs) throws IOException {
        String digest = ourDigest("v");
        String theirDigest = theirDigest(theirs, "v");
        assertEquals("+OK", ours.text("RESTORE", "w", "0", dump(theirs.call("DUMP", "v"))));
        assertEquals(digest, ourDigest("w"), () -> "from there, seed " + seed);
        assertEquals(ours.text("OBJECT", "ENCODING", "v"), ours.text("OBJECT", "ENCODING", "w"));
        String payload = dump(ours.run("DUMP", "v"));
        assertEquals("+OK", theirs.call("RESTORE", "w", "0", payload).toString());
        assertEquals(theirDigest, theirDigest(theirs, "w"), () -> "to there, seed " + seed);
        assertEquals("+OK", ours.text("RESTORE", "w", "0", payload, "REPLACE"));
        assertEquals(digest, ourDigest("w"), () -> "here and back, seed " + seed);
        assertEquals(ours.text("OBJECT", "ENCODING", "v"), ours.text("OBJECT", "ENCODING", "w"));
    }

    private String[] makeValue(int kind, int size) {
        return switch (kind) {
            case 0 -> new String[] {"SET", "v", words.next()};
            case 1 -> command("RPUSH", size, 1);
            case 2 -> command("SADD", size, 1);
            case 3 -> integers(size);
            case 4 -> command("HSET", size, 2);
            default -> scored(size);
        };
    }

    private String[] command(String name, int size, int each) {
        return with(name, words.different(size * each));
    }

    private String[] integers(int size) {
        long spread = 1L << (8 + random.nextInt(50));
        return with(
                "SADD",
                random.longs(size, -spread, spread).distinct().mapToObj(String::valueOf).toList());
    }

    private String[] scored(int size) {
        List<String> members = words.different(size);
        for (int i = 0; i < size; i++) {
            members.add(2 * i, score());
        }
        return with("ZADD", members);
    }

    private String score() {
        return switch (random.nextInt(5)) {
            case 0 -> "inf";
            case 1 -> "-inf";
            case 2 -> String.valueOf(random.nextInt(1000));
            case 3 -> String.valueOf(random.nextLong());
            default -> String.valueOf(random.nextGaussian() * 1e20);
        };
    }

    private static String[] with(String name, List<String> rest) {
        String[] command = new String[rest.size() + 2];
        command[0] = name;
        command[1] = "v";
        for (int i = 0; i < rest.size(); i++) {
            command[i + 2] = rest.get(i);
        }
        return command;
    }

    @Test
    void olderEncodingsAreReadAsRedisReadsThem() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            int compared = 0;
            for (int i = 0; i < 20; i++) {
                for (byte[] bytes : OldForms.all(words.different(1 + random.nextInt(30)))) {
                    String payload = Ascii.string(bytes);
                    assertEquals("+OK", ours.text("RESTORE", "v", "0", payload, "REPLACE"));
                    boolean known = (bytes[0] & 0xff) < 20;
                    if (known) {
                        assertEquals(
                                "+OK",
                                theirs.call("RESTORE", "v", "0", payload, "REPLACE").toString());
                        assertEquals(
                                theirDigest(theirs, "v"),
                                ourDigest("v"),
                                () -> "type " + bytes[0] + ", seed " + seed);
                        compared++;
                    }
                }
            }
            assertTrue(compared > 200);
        }
    }

    @Test
    void smallValuesHaveTheVeryBytesOfRedis() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            for (String[] command :
                    List.of(
                            new String[] {"SET", "v", "a text"},
                            new String[] {"SET", "v", "-129"},
                            new String[] {"SET", "v", "1234567890123"},
                            new String[] {"RPUSH", "v", "a", "300", "-5", "", "b".repeat(15)},
                            new String[] {"SADD", "v", "3", "1", "70000"},
                            new String[] {"HSET", "v", "f", "v", "g", "1"},
                            new String[] {"ZADD", "v", "1.5", "a", "3", "b", "inf", "c"})) {
                theirs.call("FLUSHALL");
                theirs.call(command);
                ours.run("DEL", "v");
                ours.run(command);
                assertEquals(
                        withoutFooter(theirs.call("DUMP", "v")),
                        withoutFooter(ours.run("DUMP", "v")));
            }
        }
    }

    @Test
    void checksumsAreLookedAtUnlessThatIsTurnedOff() {
        DebugSwitches switches = new DebugSwitches();
        CommandTester tester = new CommandTester(new GenericCommands(false, switches)::register);
        String payload = dump(tester.withString("v", "a text").run("DUMP", "v"));
        String wrong = payload.substring(0, payload.length() - 1) + '\0';
        String refused = "-ERR DUMP payload version or checksum are wrong";
        assertEquals(refused, tester.text("RESTORE", "w", "0", wrong));
        switches.checkChecksums(false);
        assertEquals("+OK", tester.text("RESTORE", "w", "0", wrong));
        assertEquals(refused, tester.text("RESTORE", "x", "0", "short"));
    }

    @Test
    void repliesAreThoseOfRedis() throws IOException {
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            theirs.call("FLUSHALL");
            String payload = dump(ours.withString("v", "a text").run("DUMP", "v"));
            ours.run("DEL", "v");
            for (String[] command :
                    List.of(
                            new String[] {"DUMP", "absent"},
                            new String[] {"RESTORE", "v", "-1", payload},
                            new String[] {"RESTORE", "v", "x", payload},
                            new String[] {"RESTORE", "v", "0", "payload"},
                            new String[] {"RESTORE", "v", "0", ""},
                            new String[] {"RESTORE", "v", "0", "x" + payload},
                            new String[] {"RESTORE", "v", "0", payload, "IDLETIME"},
                            new String[] {"RESTORE", "v", "0", payload, "IDLETIME", "-1"},
                            new String[] {"RESTORE", "v", "0", payload, "FREQ", "256"},
                            new String[] {"RESTORE", "v", "0", payload, "FREQ", "x"},
                            new String[] {
                                "RESTORE", "v", "0", payload, "FREQ", "1", "IDLETIME", "1"
                            },
                            new String[] {"RESTORE", "v", "0", payload, "other"},
                            new String[] {"EXISTS", "v"},
                            new String[] {"RESTORE", "v", "0", payload},
                            new String[] {"RESTORE", "v", "0", payload},
                            new String[] {"RESTORE", "v", "x", payload},
                            new String[] {"RESTORE", "v", "1", payload, "ABSTTL", "REPLACE"},
                            new String[] {"EXISTS", "v"},
                            new String[] {"RESTORE", "v", "9223372036854775807", payload},
                            new String[] {"EXISTS", "v"},
                            new String[] {"RESTORE", "v", "100000", payload, "idletime", "9"},
                            new String[] {"OBJECT", "IDLETIME", "v"},
                            new String[] {"PERSIST", "v"},
                            new String[] {"GET", "v"})) {
                assertEquals(
                        theirs.call(command), ours.run(command), () -> String.join(" ", command));
            }
        }
    }

    /** The version in it is that of the server. */
    private static String withoutFooter(RespReader.Value reply) {
        String payload = dump(reply);
        return payload.substring(0, payload.length() - 10);
    }

    private static String dump(RespReader.Value reply) {
        return ((Bulk) reply).text();
    }

    private static String theirDigest(RedisOracle.Connection theirs, String key)
            throws IOException {
        String digest = theirs.call("DEBUG", "DIGEST-VALUE", key).toString();
        assertNotEquals("0".repeat(40), digest);
        return digest.replaceAll("[^0-9a-f]", "");
    }

    private String ourDigest(String key) {
        return DatasetDigest.ofValue(ours.database().stored(Ascii.bytes(key)));
    }
}

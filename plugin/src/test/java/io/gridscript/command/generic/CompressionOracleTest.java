package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.command.hyperloglog.HyperLogLogCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.keyspace.dump.RandomWords;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Payloads of strings that can be compressed are those of a real redis-server to the byte, but for
 * the version and the checksum behind it.
 *
 * <p>No key is ever removed: Redis doesn't clear what it remembers of the string before, which
 * tells nothing only while that is still in its place.
 */
class CompressionOracleTest {

    private static final int STRINGS = Integer.getInteger("test.fuzz.values", 2000);
    private static final int FOOTER = 10;

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final RandomWords words = new RandomWords(random);
    private final CommandTester tester =
            new CommandTester(
                    HyperLogLogCommands::register,
                    table -> StringCommands.register(table, () -> 512L << 20),
                    new GenericCommands(false)::register);

    @Test
    void payloadsAreThoseOfRedis() throws IOException {
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, 2, "seed " + seed)) {
            for (int i = 0; i < STRINGS; i++) {
                pair.compare("SET", "string" + i, string(i));
                compareDumps(pair, "string" + i);
            }
        }
    }

    @Test
    void payloadsOfHyperLogLogsAreThoseOfRedis() throws IOException {
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, 2, "seed " + seed)) {
            for (int i = 0; i < 60; i++) {
                for (int added = 0; added < i * i; added += 10) {
                    pair.compare("PFADD", "sketch" + i, words.next(), words.next() + added);
                }
                pair.compare("PFADD", "sketch" + i);
                compareDumps(pair, "sketch" + i);
            }
        }
    }

    private static void compareDumps(BesideRedis pair, String key) throws IOException {
        pair.compare(
                List.<String[]>of(new String[] {"DUMP", key}),
                (words, theirs, ours, message) ->
                        assertEquals(payload(theirs), payload(ours), message));
    }

    private static Bulk payload(Value dump) {
        String text = ((Bulk) dump).text();
        return new Bulk(text.substring(0, text.length() - FOOTER));
    }

    /** Of few letters, of words, of one letter, or with what was there before. */
    private String string(int kind) {
        StringBuilder string = new StringBuilder();
        int length = random.nextInt(random.nextInt(10) == 0 ? 20_000 : 400);
        while (string.length() < length) {
            switch (kind % 4) {
                case 0 -> string.append((char) ('a' + random.nextInt(3)));
                case 1 -> string.append(words.next()).append(' ');
                case 2 -> string.append("x".repeat(1 + random.nextInt(300)));
                default -> {
                    int from = random.nextInt(string.length() + 1);
                    int to = Math.min(string.length(), from + random.nextInt(40));
                    string.append(string, from, to).append((char) random.nextInt(256));
                }
            }
        }
        return string.toString();
    }
}

package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.RandomWords;
import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.keyspace.dump.RdbFileWriter;
import io.gridscript.keyspace.dump.RdbFiles;
import io.gridscript.keyspace.dump.RdbVersion;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go from here to a real redis-server and back. */
class RdbFileOracleTest {

    private static final int KEYS = Integer.getInteger("test.fuzz.values", 400);

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final RandomWords words = new RandomWords(random);
    private final CommandTester ours = CommandTester.ofAllTypes();

    @TempDir private Path directory;

    @Test
    void redisStartsWithOurFile() throws Exception {
        fillOurs();
        Path file = directory.resolve("dump.rdb");
        Files.write(file, RdbFiles.write(ours.keyspace()));
        check(file);
        try (RedisOracle redis = startIn(directory);
                RedisOracle.Connection theirs = redis.connect()) {
            assertEquals(digest(ours.keyspace()), digest(theirs), () -> "seed " + seed);
        }
    }

    @Test
    void redisStartsWithOurUncompressedFileWithoutChecksum() throws Exception {
        fillOurs();
        RdbFileHeader plain = RdbFileHeader.of(RdbVersion.REDIS_7_0).written(false, false);
        byte[] file = RdbFiles.write(ours.keyspace(), plain);
        Files.write(directory.resolve("dump.rdb"), file);
        assertTrue(file.length > RdbFiles.write(ours.keyspace()).length);
        check(directory.resolve("dump.rdb"));
        try (RedisOracle redis = startIn(directory);
                RedisOracle.Connection theirs = redis.connect()) {
            assertEquals(digest(ours.keyspace()), digest(theirs), () -> "seed " + seed);
        }
    }

    @Test
    void theFileOfRedisIsRead() throws Exception {
        for (String compression : List.of("yes", "no")) {
            try (RedisOracle redis = startIn(directory, "--rdbcompression", compression);
                    RedisOracle.Connection theirs = redis.connect()) {
                theirs.call("FLUSHALL");
                for (int i = 0; i < KEYS; i++) {
                    theirs.call("SELECT", String.valueOf(random.nextInt(3)));
                    theirs.call(command(i));
                    if (i % 5 == 0) {
                        theirs.call("PEXPIREAT", "k" + i, "4000000000" + i);
                    }
                }
                assertEquals("+OK", theirs.call("SAVE").toString());
                byte[] file = Files.readAllBytes(directory.resolve("dump.rdb"));
                RdbFiles.Contents contents = RdbFiles.read(file);
                assertEquals(digest(theirs), digest(contents.keyspace()), () -> "seed " + seed);
                assertEquals("7.0.15", contents.fields().get("redis-ver"));

                // And the file that is made of it is as good.
                RdbFiles.Contents again = RdbFiles.read(RdbFiles.write(contents.keyspace()));
                assertEquals(digest(theirs), digest(again.keyspace()));
            }
        }
    }

    @Test
    void idleTimesAreRead() throws Exception {
        try (RedisOracle redis = startIn(directory, "--maxmemory-policy", "allkeys-lru");
                RedisOracle.Connection theirs = redis.connect()) {
            theirs.call("SET", "k", "a");
            theirs.call("SAVE");
            byte[] file = Files.readAllBytes(directory.resolve("dump.rdb"));
            assertEquals(0, RdbFiles.read(file).idleSeconds().get("k"));
        }
    }

    @Test
    void piecesAreBounded() throws Exception {
        ours.withString("large", "0123456789".repeat(700_000));
        RdbFileHeader plain = RdbFileHeader.of(RdbVersion.REDIS_7_0).written(false, true);
        RdbFileWriter writer = new RdbFileWriter(ours.keyspace(), plain);
        int pieces = 0;
        while (writer.hasNext()) {
            assertTrue(writer.next().length <= RdbFileWriter.PIECE_BYTES);
            pieces++;
        }
        assertEquals(7, pieces);
        RdbFiles.Contents read = RdbFiles.read(RdbFiles.write(ours.keyspace(), plain));
        assertEquals(digest(ours.keyspace()), digest(read.keyspace()));
    }

    private void fillOurs() {
        for (int i = 0; i < KEYS; i++) {
            ours.select(random.nextInt(3));
            ours.run(command(i));
            if (i % 5 == 0) {
                ours.run("PEXPIREAT", "k" + i, "4000000000" + i);
            }
        }
        ours.run("XGROUP", "CREATE", "k5", "g", "0");
    }

    private String[] command(int i) {
        String key = "k" + i;
        int size = 1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 10);
        List<String> command = new ArrayList<>();
        switch (i % 6) {
            case 0 -> command.addAll(List.of("SET", key, words.next()));
            case 1 -> {
                command.addAll(List.of("RPUSH", key));
                command.addAll(words.different(size));
            }
            case 2 -> {
                command.addAll(List.of("SADD", key));
                command.addAll(words.different(size));
            }
            case 3 -> {
                command.addAll(List.of("HSET", key));
                command.addAll(words.different(2 * size));
            }
            case 4 -> {
                command.addAll(List.of("ZADD", key));
                for (String word : words.different(size)) {
                    command.addAll(List.of(score(), word));
                }
            }
            default -> {
                command.addAll(List.of("XADD", key, "7-" + (i + 1)));
                command.addAll(words.different(2 * size));
            }
        }
        return command.toArray(String[]::new);
    }

    /** Of those that digests of Redis 7.0 and 8.0 have as the same text. */
    private String score() {
        return String.valueOf(random.nextInt() / 4.0);
    }

    private static RedisOracle startIn(Path directory, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--dir", directory.toString()));
        all.addAll(List.of(options));
        return RedisOracle.start(all.toArray(String[]::new));
    }

    private static void check(Path file) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("redis-check-rdb", file.toString()).start();
        } catch (IOException missing) {
            Assumptions.abort("SKIPPED: redis-check-rdb isn't installed");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("RDB looks OK"), said);
    }

    private static String digest(RedisOracle.Connection theirs) throws IOException {
        String digest = theirs.call("DEBUG", "DIGEST").toString().replaceAll("[^0-9a-f]", "");
        assertNotEquals("0".repeat(40), digest);
        return digest;
    }

    private static String digest(Keyspace keyspace) {
        return DatasetDigest.of(keyspace);
    }
}

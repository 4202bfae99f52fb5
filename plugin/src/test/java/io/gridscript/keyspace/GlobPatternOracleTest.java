package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The patterns of a real redis-server: KEYS with case, COMMAND LIST without. */
class GlobPatternOracleTest {

    private static final String LETTERS = "aabbcAB*?[]^-\\";

    @Test
    void keysMatchAsInRedis() throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection redis = oracle.connect()) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String key = word(random, LETTERS, 8);
                keys.add(key);
                redis.call("SET", key, "");
            }
            for (int i = 0; i < 3000; i++) {
                String pattern = word(random, LETTERS + "**??[[", 10);
                assertEquals(
                        sorted(redis.call("KEYS", pattern)),
                        matching(GlobPattern.of(Ascii.bytes(pattern)), keys),
                        "seed " + seed + ", pattern " + pattern);
            }
        }
    }

    @Test
    void namesMatchWithoutCaseAsInRedis() throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection redis = oracle.connect()) {
            Collection<String> names = sorted(redis.call("COMMAND", "LIST"));
            for (int i = 0; i < 1000; i++) {
                String pattern = word(random, "SsEeTtGg-[]^*?\\", 6) + "*";
                assertEquals(
                        sorted(redis.call("COMMAND", "LIST", "FILTERBY", "PATTERN", pattern)),
                        matching(GlobPattern.ignoringCase(Ascii.bytes(pattern)), names),
                        "seed " + seed + ", pattern " + pattern);
            }
        }
    }

    private static TreeSet<String> matching(GlobPattern pattern, Collection<String> texts) {
        TreeSet<String> matching = new TreeSet<>();
        for (String text : texts) {
            if (pattern.matches(Ascii.bytes(text))) {
                matching.add(text);
            }
        }
        return matching;
    }

    private static TreeSet<String> sorted(RespReader.Value reply) {
        TreeSet<String> texts = new TreeSet<>();
        for (RespReader.Value element : ((RespReader.Aggregate) reply).elements()) {
            texts.add(((RespReader.Bulk) element).text());
        }
        return texts;
    }

    private static String word(Random random, String letters, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}

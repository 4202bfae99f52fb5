package io.gridscript.command.sort;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests of SORT to us and to a real redis-server have the same replies. Every request
 * runs twice here, the first time taken back by its effects.
 */
class SortOracleTest {

    private static final int REQUESTS = Integer.getInteger("test.fuzz.requests", 4000);

    /** Those that are different as text and as numbers. */
    private static final String[] ELEMENTS = {"1", "2", "3", "10", "-5", "2.5", "1e2", "inf"};

    private static final String[] WORDS = {"a", "B", "ab", "\u00e9", "", "a b"};

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final CommandTester ours = CommandTester.ofAllTypes();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        try (BesideRedis pair = BesideRedis.of(REDIS, ours, protocol, "seed " + seed)) {
            for (int i = 0; i < REQUESTS; i++) {
                if (i % 40 == 0) {
                    fill(pair);
                }
                pair.compare(request());
                pair.compare("LRANGE", "stored", "0", "-1");
            }
        }
    }

    private void fill(BesideRedis pair) throws IOException {
        pair.compare("DEL", "list", "set", "zset", "words", "stored", "weight_1", "weight_2");
        for (String element : ELEMENTS) {
            if (random.nextInt(4) > 0) {
                pair.compare(random.nextBoolean() ? "LPUSH" : "RPUSH", "list", element);
                pair.compare("SADD", "set", element);
                pair.compare("ZADD", "zset", String.valueOf(random.nextInt(9)), element);
            }
            String weight = weight(element);
            pair.compare("SET", "weight_" + element, weight);
            if (random.nextBoolean()) {
                pair.compare("HSET", "hash_" + element, "field", weight, "->", "x" + weight);
            }
        }
        for (String word : WORDS) {
            pair.compare("RPUSH", "words", word);
        }
        pair.compare("SET", "string", "1");
    }

    /** Different for each, so that there is one order. */
    private String weight(String element) {
        int place = Arrays.asList(ELEMENTS).indexOf(element);
        return String.valueOf((random.nextInt(1000) + 1) * ELEMENTS.length + place);
    }

    private String[] request() {
        List<String> words = new ArrayList<>();
        boolean store = random.nextInt(4) == 0;
        words.add(store || random.nextBoolean() ? "SORT" : "sort_ro");
        String key = oneOf("list", "set", "zset", "list", "zset", "words", "absent", "string");
        words.add(key);
        if (store) {
            words.addAll(List.of("STORE", "stored"));
        }
        boolean constant = random.nextInt(6) == 0 && !key.equals("set");
        boolean alpha = random.nextInt(3) == 0;
        if (alpha) {
            words.add("ALPHA");
        }
        if (constant) {
            words.addAll(List.of("BY", "nosort"));
        } else if (random.nextInt(3) == 0 && !(alpha && key.equals("words"))) {
            // Missing texts are equal, and their order is left to chance.
            words.addAll(
                    List.of("by", alpha ? "weight_*" : oneOf("weight_*", "hash_*->field", "*->")));
        }
        for (int i = random.nextInt(3); i > 0 && random.nextBoolean(); i--) {
            words.addAll(
                    List.of(
                            "GET",
                            oneOf("#", "weight_*", "hash_*->field", "hash_*->->", "none", "x*->")));
        }
        if (random.nextInt(3) == 0) {
            words.addAll(List.of("LIMIT", number(), number()));
        }
        if (random.nextInt(3) == 0) {
            words.add(oneOf("DESC", "asc"));
        }
        if (random.nextInt(20) == 0) {
            words.add(oneOf("other", "LIMIT", "GET", "BY", "STORE"));
        }
        return words.toArray(new String[0]);
    }

    private String number() {
        return oneOf("0", "1", "3", "-1", "-7", "100", "9223372036854775807", "x");
    }

    private String oneOf(String... words) {
        return words[random.nextInt(words.length)];
    }
}

package io.gridscript.command;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hyperloglog.HyperLogLogCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random commands on HyperLogLogs to us and to a real redis-server, replies and the
 * strings themselves compared byte for byte. Every command runs twice here, the first time taken
 * back by its effects.
 */
class HyperLogLogCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 40);
    private static final int BATCH = 100;

    private static final String[] KEYS = {"a", "a", "b", "c", "d", "absent", "number", "list"};

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final CommandTester tester =
            new CommandTester(
                    HyperLogLogCommands::register,
                    table -> StringCommands.register(table, () -> 512L << 20),
                    new GenericCommands(false)::register);

    private Random random;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAndStringsAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        random = new Random(seed);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                int mostSparse = new int[] {0, 30, 300, 3000, 3000, 15000}[random.nextInt(6)];
                pair.theirs().call("CONFIG", "SET", "hll-sparse-max-bytes", "" + mostSparse);
                tester.limits().hllSparseMaxBytes(mostSparse);
                pair.compare(batch());
            }
        }
    }

    @Test
    void manyElementsAreEstimatedAsByRedis() throws IOException {
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, 2, "")) {
            pair.theirs().call("CONFIG", "SET", "hll-sparse-max-bytes", "3000");
            for (int i = 0; i < 300; i++) {
                pair.compare(elements(i * 1000, i < 20 ? 50 : 1000));
                pair.compare("PFCOUNT", "many");
                pair.compare("GET", "many");
            }
        }
    }

    private static String[] elements(int from, int count) {
        String[] words = new String[2 + count];
        words[0] = "PFADD";
        words[1] = "many";
        for (int i = 0; i < count; i++) {
            words[2 + i] = "element:" + (from + i);
        }
        return words;
    }

    private List<String[]> batch() {
        List<String[]> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String[] words = damaged(one());
            batch.add(words);
            batch.add(new String[] {"GET", words.length > 1 ? words[1] : "a"});
        }
        return batch;
    }

    private String[] damaged(List<String> words) {
        if (random.nextInt(30) == 0) {
            switch (random.nextInt(3)) {
                case 0 -> words.remove(words.size() - 1);
                case 1 -> words.add("bogus");
                default -> words.set(0, words.get(0).toLowerCase(Locale.ROOT));
            }
        }
        return words.toArray(String[]::new);
    }

    private List<String> one() {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> add();
            case 4, 5 -> words("PFCOUNT", key());
            case 6 -> keys(words("PFCOUNT", key()));
            case 7, 8 -> keys(words("PFMERGE", key()));
            case 9 -> words("PFDEBUG", pick("ENCODING", "DECODE", "decode", "TODENSE", "x"), key());
            case 10 -> words("PFDEBUG", pick("GETREG", "ENCODING", "DECODE", "TODENSE"), key());
            case 11 -> damage();
            case 12 -> words("DEL", key());
            default ->
                    random.nextInt(3) == 0 ? words("SET", "number", "12") : words("STRLEN", key());
        };
    }

    private List<String> add() {
        List<String> words = words("PFADD", key());
        int most = pickCount();
        for (int i = random.nextInt(most); i > 0; i--) {
            words.add(element());
        }
        return words;
    }

    private int pickCount() {
        return new int[] {2, 4, 4, 30, 300, 2000}[random.nextInt(6)];
    }

    private String element() {
        return switch (random.nextInt(4)) {
            case 0 -> String.valueOf(random.nextInt(300));
            case 1 -> "x".repeat(random.nextInt(20)) + random.nextInt(9);
            case 2 -> "\u00ff\u0000" + (char) random.nextInt(256) + (char) random.nextInt(256);
            default -> String.valueOf(random.nextLong());
        };
    }

    /** Bytes of the header only: what a corrupt form does depends on the version. */
    private List<String> damage() {
        if (random.nextInt(3) > 0) {
            return words("EXISTS", key());
        }
        return switch (random.nextInt(3)) {
            case 0 ->
                    words(
                            "SETRANGE",
                            key(),
                            "" + random.nextInt(16),
                            "" + (char) random.nextInt(3));
            case 1 -> words("APPEND", key(), pick("h", "\u0001", "hello"));
            default -> words("SETRANGE", key(), "0", pick("HYLL", "HYLX"));
        };
    }

    private List<String> keys(List<String> words) {
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(key());
        }
        return words;
    }

    private String key() {
        return pick(KEYS);
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private static List<String> words(String... words) {
        return new ArrayList<>(Arrays.asList(words));
    }
}

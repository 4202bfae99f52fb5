package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.command.bitmap.BitmapCommands;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random commands on bits to us and to a real redis-server, replies compared byte for
 * byte. Every command runs twice here, the first time taken back by its effects.
 *
 * <p>Before 8.0, BITCOUNT and BITPOS looked at the key before they looked at what was asked for, so
 * that their errors are left out.
 */
class BitmapCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 40);
    private static final int BATCH = 200;

    private static final String[] KEYS = {"a", "a", "b", "c", "number", "hash", "absent"};
    private static final String[] PLACES = {"0", "1", "2", "7", "8", "9", "13", "31", "64", "100"};
    private static final String[] BOUNDS = {"0", "1", "3", "9", "17", "-1", "-2", "-9", "500"};
    private static final String[] WRONG = {"x", "", "-1", "1.5", "9223372036854775807", "01", "2"};
    private static final String[] TYPES = {
        "u8", "i8", "u1", "i1", "i5", "u63", "i64", "u17", "i33"
    };
    private static final String[] WRONG_TYPES = {"u64", "i65", "u0", "x8", "", "i", "I8", "u-1"};

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final CommandTester tester =
            new CommandTester(
                    table -> BitmapCommands.register(table, () -> 512L << 20),
                    table -> StringCommands.register(table, () -> 512L << 20),
                    new GenericCommands(false)::register);

    private Random random;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        random = new Random(seed);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.compare(batch(), BitmapCommandsOracleTest::compare);
            }
        }
    }

    private List<String[]> batch() {
        return Stream.generate(() -> damaged(one())).limit(BATCH).toList();
    }

    private static void compare(String[] words, Value theirs, Value ours, String message) {
        String name = words[0].toLowerCase(Locale.ROOT);
        boolean isOtherError =
                ours instanceof Failure && (name.equals("bitcount") || name.equals("bitpos"));
        if (!isOtherError) {
            assertEquals(theirs, ours, message);
        }
    }

    private String[] damaged(List<String> words) {
        if (random.nextInt(30) == 0) {
            switch (random.nextInt(3)) {
                case 0 -> words.remove(words.size() - 1);
                case 1 -> words.add(pick("BIT", "1", "bogus"));
                default -> words.set(0, words.get(0).toLowerCase(Locale.ROOT));
            }
        }
        return words.toArray(String[]::new);
    }

    private List<String> one() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> words("SETBIT", key(), place(), random.nextInt(20) == 0 ? "2" : bit());
            case 2 -> words("GETBIT", key(), place());
            case 3 -> range(words("BITCOUNT", key()), 2);
            case 4 -> range(words("BITPOS", key(), bit()), 1);
            case 5 -> combine();
            case 6, 7, 8 -> fields();
            case 9 -> words("GET", pick("a", "b", "c", "number"));
            case 10 ->
                    words("SET", pick("a", "b", "c"), pick("", "\u00ff\u00ff\u00ff", "12", "ab"));
            default ->
                    random.nextInt(3) == 0
                            ? words("DEL", key())
                            : words("SET", "number", String.valueOf(random.nextInt()));
        };
    }

    private List<String> range(List<String> words, int least) {
        if (random.nextInt(4) > 0) {
            words.add(pick(BOUNDS));
            if (least == 2 || random.nextInt(3) > 0) {
                words.add(pick(BOUNDS));
                if (random.nextInt(2) == 0) {
                    words.add(pick("BIT", "bit", "BYTE"));
                }
            }
        }
        return words;
    }

    private List<String> combine() {
        String operation = pick("AND", "or", "XOR", "NOT", "NOR");
        List<String> words = words("BITOP", operation, key(), key());
        for (int i = operation.equals("NOT") ? 0 : random.nextInt(3); i > 0; i--) {
            words.add(key());
        }
        return words;
    }

    private List<String> fields() {
        List<String> words = words(random.nextInt(5) == 0 ? "BITFIELD_RO" : "BITFIELD", key());
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                words.addAll(List.of("OVERFLOW", pick("WRAP", "SAT", "sat", "FAIL", "fail")));
            }
            String kind = pick("GET", "SET", "incrby");
            String type = random.nextInt(60) == 0 ? pick(WRONG_TYPES) : pick(TYPES);
            words.addAll(List.of(kind, type, (random.nextInt(3) == 0 ? "#" : "") + place()));
            if (!kind.equals("GET")) {
                words.add(operand());
            }
        }
        return words;
    }

    private String operand() {
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> pick("9223372036854775807", "-9223372036854775808", "0", "-1");
            case 2 -> String.valueOf(random.nextInt());
            default -> String.valueOf(random.nextInt(600) - 300);
        };
    }

    private String place() {
        return random.nextInt(40) == 0 ? pick(WRONG) : pick(PLACES);
    }

    private String bit() {
        return pick("0", "1");
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

package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.fail;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.geo.GeoCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Real;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random commands on places to us and to a real redis-server, replies compared, what was
 * stored too, and the order in which places are found. Every command runs twice here, the first
 * time taken back by its effects.
 *
 * <p>Stored distances may differ in their last bits, because the C library rounds two or three of a
 * thousand sines otherwise. Before 7.2 numbers were told with other digits, too.
 */
class GeoCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 60);
    private static final int BATCH = 200;

    /** Of coordinates, of which Redis told 17 decimals before 7.2. */
    private static final double SMALLEST = 1e-17;

    private static final double LAST_BIT = 0x1p-52;
    private static final double DISTANCE = 1e-13;

    private static final String[] KEYS = {"few", "few", "many", "many", "odd", "absent", "string"};
    private static final String[] TARGETS = {"few", "to", "to", "string"};
    private static final String[] UNITS = {"m", "km", "km", "mi", "ft", "KM", "Mi"};

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final CommandTester tester =
            new CommandTester(
                    GeoCommands::register,
                    SortedSetCommands::register,
                    table -> StringCommands.register(table, () -> 512L << 20),
                    new GenericCommands(false)::register);

    private Random random;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAndPlacesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        random = new Random(seed);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.compare(batch(), GeoCommandsOracleTest::compare);
            }
        }
    }

    private List<String[]> batch() {
        List<String[]> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(damaged(one()));
            if (random.nextInt(4) == 0) {
                batch.add(new String[] {"ZRANGE", "to", "0", "-1", "WITHSCORES"});
            }
        }
        return batch;
    }

    private static void compare(String[] words, Value theirs, Value ours, String message) {
        if (!isSame(theirs, ours, DISTANCE)) {
            fail(message + ": " + theirs + ", but was " + ours);
        }
    }

    private static boolean isSame(Value theirs, Value ours, double tolerance) {
        if (theirs instanceof Aggregate one && ours instanceof Aggregate other) {
            int size = one.elements().size();
            boolean isPosition = size == 2 && one.elements().stream().allMatch(e -> isReal(e));
            double within = isPosition ? LAST_BIT : tolerance;
            return one.type() == other.type()
                    && size == other.elements().size()
                    && IntStream.range(0, size)
                            .allMatch(
                                    i ->
                                            isSame(
                                                    one.elements().get(i),
                                                    other.elements().get(i),
                                                    within));
        }
        // A geohash may look like a number.
        if (theirs.equals(ours)) {
            return true;
        }
        if (!isReal(theirs) || !isReal(ours) || theirs.getClass() != ours.getClass()) {
            return false;
        }
        double one = Double.parseDouble(text(theirs));
        double other = Double.parseDouble(text(ours));
        return Math.abs(one - other) <= Math.max(SMALLEST, Math.abs(one) * tolerance);
    }

    private static boolean isReal(Value value) {
        return text(value).matches("-?[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?");
    }

    private static String text(Value value) {
        if (value instanceof Real real) {
            return real.text();
        }
        return value instanceof Bulk bulk ? bulk.text() : "";
    }

    private String[] damaged(List<String> words) {
        if (random.nextInt(30) == 0) {
            switch (random.nextInt(4)) {
                case 0 -> words.remove(words.size() - 1);
                case 1 -> words.add(pick("bogus", "STORE", "ANY", "count"));
                case 2 -> words.remove(random.nextInt(words.size() - 1) + 1);
                default -> words.set(0, words.get(0).toLowerCase(Locale.ROOT));
            }
        }
        return words.toArray(String[]::new);
    }

    private List<String> one() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> add();
            case 3 -> members(words("GEOPOS", key()));
            case 4 -> members(words("GEOHASH", key()));
            case 5 -> distance();
            case 6 -> radius("GEORADIUS", "GEORADIUS_RO");
            case 7 -> radius("GEORADIUSBYMEMBER", "GEORADIUSBYMEMBER_RO");
            case 8, 9, 10, 11 -> search(words("GEOSEARCH", key()));
            case 12, 13 -> search(words("GEOSEARCHSTORE", pick(TARGETS), key()));
            case 14 ->
                    random.nextInt(4) == 0
                            ? words("DEL", pick("few", "odd", "to"))
                            : words("ZADD", "odd", score(), member());
            default ->
                    random.nextInt(4) == 0
                            ? words("SET", "string", "x")
                            : words("ZREM", "few", member());
        };
    }

    private List<String> add() {
        String key = key();
        List<String> words = words("GEOADD", key);
        while (random.nextInt(4) == 0) {
            words.add(pick("NX", "XX", "CH", "ch"));
        }
        int most = key.equals("many") ? 40 : 4;
        for (int i = random.nextInt(most) + (random.nextInt(9) == 0 ? 0 : 1); i > 0; i--) {
            words.addAll(List.of(longitude(), latitude(), member()));
        }
        return words;
    }

    private List<String> distance() {
        List<String> words = words("GEODIST", key(), member(), member());
        if (random.nextInt(2) == 0) {
            words.add(unit());
        }
        return words;
    }

    private List<String> radius(String storing, String reading) {
        boolean stores = random.nextBoolean();
        List<String> words = words(stores ? storing : reading, key());
        if (storing.equals("GEORADIUS")) {
            words.addAll(List.of(longitude(), latitude()));
        } else {
            words.add(member());
        }
        words.addAll(List.of(size(), unit()));
        options(words, !stores || random.nextInt(3) > 0);
        if (stores && random.nextInt(2) == 0) {
            words.addAll(List.of(pick("STORE", "storedist"), pick(TARGETS)));
        }
        return words;
    }

    private List<String> search(List<String> words) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(
                random.nextBoolean()
                        ? words("FROMMEMBER", member())
                        : words("FROMLONLAT", longitude(), latitude()));
        parts.add(
                random.nextBoolean()
                        ? words("BYRADIUS", size(), unit())
                        : words("BYBOX", size(), size(), unit()));
        if (random.nextInt(40) == 0) {
            parts.add(words("BYRADIUS", size(), unit()));
        }
        if (random.nextInt(40) == 0) {
            parts.remove(random.nextInt(parts.size()));
        }
        List<String> options = new ArrayList<>();
        boolean stores = words.get(0).equals("GEOSEARCHSTORE");
        options(options, !stores || random.nextInt(40) == 0);
        if (random.nextInt(stores ? 2 : 40) == 0) {
            options.add("STOREDIST");
        }
        parts.add(random.nextInt(2) == 0 ? 0 : parts.size(), options);
        parts.forEach(words::addAll);
        return words;
    }

    private void options(List<String> words, boolean with) {
        for (String each : List.of("WITHCOORD", "WITHDIST", "withhash")) {
            if (with && random.nextInt(3) == 0) {
                words.add(each);
            }
        }
        if (random.nextInt(2) == 0) {
            words.add(pick("ASC", "desc"));
        }
        if (random.nextInt(2) == 0) {
            words.addAll(List.of("COUNT", count()));
            if (random.nextInt(3) == 0) {
                words.add("ANY");
            }
        }
    }

    private List<String> members(List<String> words) {
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(member());
        }
        return words;
    }

    private String count() {
        return random.nextInt(30) == 0
                ? pick("0", "-1", "x", "9223372036854775807")
                : String.valueOf(1 + random.nextInt(random.nextBoolean() ? 5 : 300));
    }

    /** Some places are taken by many members, so that distances are equal. */
    private String longitude() {
        return switch (random.nextInt(30)) {
            case 0 -> pick("181", "-180.1", "x", "inf", "1e300", "nan", "");
            case 1 -> pick("180", "-180", "0", "-0", "179.9999999");
            case 2, 3, 4, 5, 6, 7 -> pick("13.361389", "15.087269", "-0.1", "1e-7");
            case 8, 9, 10, 11, 12 -> String.valueOf(random.nextInt(20) / 10.0);
            default -> String.valueOf(random.nextDouble() * 360 - 180);
        };
    }

    private String latitude() {
        return switch (random.nextInt(30)) {
            case 0 -> pick("86", "-85.1", "y", "-inf", "-1e-300", " 1");
            case 1 -> pick("85.05112878", "-85.05112878", "0", "84.9", "-80.5");
            case 2, 3, 4, 5, 6, 7 -> pick("38.115556", "37.502669", "-0.1", "1e-7");
            case 8, 9, 10, 11, 12 -> String.valueOf(random.nextInt(20) / 10.0);
            default -> String.valueOf(random.nextDouble() * 170 - 85);
        };
    }

    private String size() {
        return switch (random.nextInt(30)) {
            case 0 -> pick("-1", "x", "inf", "1e300", "0", "-0");
            case 1, 2, 3, 4 -> pick("0", "100", "1000", "20000");
            default -> String.valueOf(Math.exp(random.nextDouble() * 17 - 2));
        };
    }

    private String unit() {
        return random.nextInt(40) == 0 ? pick("cm", "", "kmm") : pick(UNITS);
    }

    private String score() {
        return switch (random.nextInt(6)) {
            case 0 -> pick("-1", "-1.5", "inf", "-inf", "1e300", "-1e300", "18446744073709551615");
            case 1 -> pick("9223372036854775807", "9223372036854775808", "4503599627370496", "0");
            default -> String.valueOf(random.nextLong() >>> random.nextInt(60));
        };
    }

    private String member() {
        return "m" + random.nextInt(random.nextInt(3) == 0 ? 400 : 12);
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

package io.gridscript.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text forms of numbers against a real redis-server. */
class RedisNumbersOracleTest {

    private static final int PAIRS = 20_000;
    private static final int BATCH = 500;

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    /** 20,000 pairs, the sums compared byte for byte. */
    @Test
    void incrbyfloatAddsAsRedisDoes() throws IOException {
        long seed = Seed.get();
        FloatTexts texts = new FloatTexts(new Random(seed));
        try (RedisOracle.Connection connection = REDIS.connect()) {
            for (int done = 0; done < PAIRS; done += BATCH) {
                List<String[]> pairs = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    String[] pair = {texts.next(), texts.next()};
                    pairs.add(pair);
                    connection.sendCommand("SET", "k", pair[0]);
                    connection.sendCommand("INCRBYFLOAT", "k", pair[1]);
                }
                for (String[] pair : pairs) {
                    connection.read();
                    assertEquals(
                            connection.read().toString(),
                            sum(pair[0], pair[1]),
                            () -> pair[0] + " plus " + pair[1] + ", seed " + seed);
                }
            }
        }
    }

    @Test
    void scoresAreReadAsRedisReadsThem() throws IOException {
        long seed = Seed.get();
        FloatTexts texts = new FloatTexts(new Random(seed));
        try (RedisOracle.Connection connection = REDIS.connect()) {
            for (int i = 0; i < 4_000; i++) {
                String text = texts.next();
                connection.call("DEL", "z");
                RespReader.Value added = connection.call("ZADD", "z", text, "m");
                String expected =
                        added instanceof RespReader.Failure
                                ? "no float"
                                : bits(connection.call("ZSCORE", "z", "m"));
                assertEquals(expected, score(text), () -> text + ", seed " + seed);
            }
        }
    }

    @Test
    void longsAreReadAsRedisReadsThem() throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        try (RedisOracle.Connection connection = REDIS.connect()) {
            for (int i = 0; i < 4_000; i++) {
                String text = longText(random);
                connection.call("SET", "k", "0");
                String expected = connection.call("INCRBY", "k", text).toString();
                byte[] bytes = Ascii.bytes(text);
                String ours =
                        RedisNumbers.isLong(bytes)
                                ? ":" + RedisNumbers.parseLong(bytes)
                                : "-" + ErrorReply.NOT_AN_INTEGER.text();
                assertEquals(expected, ours, () -> text + ", seed " + seed);
            }
        }
    }

    private static String sum(String value, String increment) {
        try {
            HumanLongDouble sum =
                    HumanLongDouble.parse(Ascii.bytes(value))
                            .plus(HumanLongDouble.parse(Ascii.bytes(increment)));
            return '"' + Ascii.string(sum.bytes()) + '"';
        } catch (ErrorReply error) {
            return "-" + error.text();
        }
    }

    private static String score(String text) {
        byte[] bytes = Ascii.bytes(text);
        return RedisNumbers.isDouble(bytes) ? bits(RedisNumbers.parseDouble(bytes)) : "no float";
    }

    /** Compared as numbers: before Redis 7.2 a score was printed with 17 digits. */
    private static String bits(RespReader.Value bulk) {
        String text = ((RespReader.Bulk) bulk).text();
        return bits(RedisNumbers.parseDouble(Ascii.bytes(text)));
    }

    private static String bits(double value) {
        // A small sorted set keeps whole scores as integers and so forgets the sign of zero.
        return Long.toHexString(Double.doubleToLongBits(value + 0.0));
    }

    private static String longText(Random random) {
        StringBuilder text = new StringBuilder();
        String alphabet = random.nextInt(4) == 0 ? "0123456789-+ .e" : "0123456789";
        text.append(random.nextBoolean() ? "-" : "");
        int length = random.nextInt(21);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return random.nextInt(3) == 0
                ? String.valueOf(Long.MAX_VALUE - random.nextInt(3)) + (random.nextInt(5) - 2)
                : text.toString();
    }

    /** Texts that are floats, nearly floats, and floats at the edges of the format. */
    private record FloatTexts(Random random) {

        String next() {
            return switch (random.nextInt(12)) {
                case 0 -> Long.toString(random.nextLong());
                case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                case 2 -> Double.toString(random.nextGaussian());
                case 3 -> digits(1 + random.nextInt(6)) + "." + digits(1 + random.nextInt(20));
                case 4 -> "-" + digits(1 + random.nextInt(25)) + "e" + (random.nextInt(60) - 30);
                case 5 -> digits(1 + random.nextInt(40)) + "e" + (random.nextInt(9960) - 4990);
                case 6 -> Double.toHexString(Double.longBitsToDouble(random.nextLong()));
                case 7 -> "0x" + Long.toHexString(random.nextLong()) + hexadecimalTail();
                case 8 -> "0x1." + Long.toHexString(random.nextLong()) + "p" + edge();
                case 9 -> special();
                case 10 -> mutated(digits(3) + "." + digits(3) + "e" + digits(1));
                default -> random.nextInt(100000) / 100.0 + "";
            };
        }

        private String digits(int count) {
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < count; i++) {
                digits.append(random.nextInt(10));
            }
            return digits.toString();
        }

        private String hexadecimalTail() {
            return random.nextBoolean()
                    ? "." + Integer.toHexString(random.nextInt()) + "P" + (random.nextInt(80) - 40)
                    : "";
        }

        /** Exponents at both ends of long doubles, of doubles and of the printed digits. */
        private int edge() {
            int[] edges = {16383, -16382, -16445, 1023, -1074, -57, 64};
            return edges[random.nextInt(edges.length)] + random.nextInt(7) - 3;
        }

        private String special() {
            String[] special = {
                "inf",
                "-inf",
                "+Infinity",
                "nan",
                "-nan",
                "infinit",
                "",
                "0",
                "-0",
                "0.0",
                "-.0",
                ".",
                "1e",
                "0x",
                "0x.p1",
                "1e5000",
                "1e-5000",
                "1e4932",
                "-1.18e4932",
                "1.1897314953572317650e+4932",
                "1.2e4932",
                "3.6e-4951",
                "1.8e-4951",
                "1.9e-4951",
                "1e99999999999999999999",
                "0e99999999999999999999",
                "1e-99999999999999999999",
                "0.1",
                "0.2",
                "3.0e3",
                "5.00000000000000000001",
                "0.000000000000000005",
                "0.000000000000000015",
                "-0.000000000000000004",
                "1e-17",
                "5e-18",
                "4.9e-18"
            };
            return special[random.nextInt(special.length)];
        }

        private String mutated(String text) {
            String alphabet = "0123456789+-.eExXpP infINF\t";
            int at = random.nextInt(text.length());
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
        }
    }
}

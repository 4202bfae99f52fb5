package io.gridscript.command.string;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random commands on strings, valid and not, over a few keys. */
final class StringCommandFuzz {

    private static final String[] INTEGERS = {
        "0",
        "1",
        "-1",
        "7",
        "10",
        "-3",
        "100",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775806",
        "-9223372036854775807",
        "9223372036854775808",
        "01",
        "+1",
        " 1",
        "1 ",
        "",
        "-",
        "-0",
        "abc",
        "1.5",
        "99999999999999999999",
        "4611686018427387904"
    };

    private static final String[] FLOATS = {
        "0",
        "1",
        "-1",
        "0.1",
        "3.0e3",
        "1.5",
        "-2.25",
        "inf",
        "-inf",
        "nan",
        "abc",
        "",
        " 1",
        "1 ",
        "0x10",
        "1e-5",
        "123456789.987654321",
        "5.0",
        "1e400",
        "+3"
    };

    private static final String[] WORDS = {
        "",
        "a",
        "value",
        "hello world",
        "x".repeat(43),
        "x".repeat(44),
        "x".repeat(45),
        "\0\r\n",
        "\u00ff\u00fe",
        "ohmytext",
        "mynewtext",
        "aaabbbccc",
        "abcabcabc"
    };

    private static final String[] OPTIONS = {
        "NX", "XX", "GET", "KEEPTTL", "EX", "PX", "EXAT", "PXAT", "PERSIST", "nx", "get", "IFEQ",
        "foo", ""
    };

    /** Seconds and milliseconds that are long past or far off; and bad ones. */
    private static final String[] TIMES = {
        "1",
        "1000",
        "4000000000",
        "4000000000000",
        "100000",
        "0",
        "-1",
        "9223372036854775807",
        "9223372036854775",
        "9223372036854776",
        "abc",
        "",
        "1.0"
    };

    /** Long enough for a key not to expire while it is compared. */
    private static final String[] DURATIONS = {
        "500000",
        "4000000000",
        "1000000",
        "0",
        "-1",
        "9223372036854775807",
        "9223372036854775",
        "9223372036854776",
        "abc",
        "",
        "1.0"
    };

    private final Random random;

    StringCommandFuzz(Random random) {
        this.random = random;
    }

    String[] next() {
        String[] command = valid();
        // Too few or too many words now and then.
        if (random.nextInt(60) == 0) {
            return random.nextBoolean()
                    ? words(command, "surplus")
                    : Arrays.copyOf(command, Math.max(1, command.length - 1));
        }
        return command;
    }

    private String[] valid() {
        return switch (random.nextInt(34)) {
            case 0, 1, 2 -> words("SET", key(), value());
            case 3, 4, 5 -> withOptions("SET", key(), value());
            case 6 -> words("GET", key());
            case 7, 8 -> withOptions("GETEX", key());
            case 9 -> words("GETDEL", key());
            case 10 -> words("GETSET", key(), value());
            case 11 -> words("MGET", key(), key(), key());
            case 12 -> words("MSET", key(), value(), key(), value());
            case 13 -> words("MSETNX", key(), value(), key(), value());
            case 14 -> words("SETNX", key(), value());
            case 15 -> words("SETEX", key(), one(DURATIONS), value());
            case 16 -> words("PSETEX", key(), one(DURATIONS), value());
            case 17, 18 -> words("APPEND", key(), value());
            case 19 -> words("STRLEN", key());
            case 20 -> words(random.nextBoolean() ? "INCR" : "DECR", key());
            case 21 -> words("INCRBY", key(), one(INTEGERS));
            case 22 -> words("DECRBY", key(), one(INTEGERS));
            case 23, 24 -> words("INCRBYFLOAT", key(), one(FLOATS));
            case 25, 26 -> words("SETRANGE", key(), offset(), one(WORDS));
            case 27 -> words(random.nextInt(4) == 0 ? "SUBSTR" : "GETRANGE", key(), start(), end());
            case 28, 29 -> lcs();
            case 30 -> words("OBJECT", "ENCODING", key());
            case 31 -> words("PERSIST", key());
            case 32 -> words("DEL", key());
            default -> rare();
        };
    }

    private String[] rare() {
        return switch (random.nextInt(5)) {
            case 0 -> words("HSET", "hash", "field", value());
            case 1 -> words("TYPE", key());
            case 2 -> words("EXISTS", key());
            case 3 -> words("COPY", key(), key(), "REPLACE");
            default -> words("RENAME", key(), key());
        };
    }

    private String[] withOptions(String... command) {
        String[] result = command;
        for (int i = random.nextInt(4); i > 0; i--) {
            String option = one(OPTIONS);
            result = words(result, option);
            boolean relative = option.equals("EX") || option.equals("PX");
            if (relative || option.endsWith("AT")) {
                result = words(result, one(relative ? DURATIONS : TIMES));
            }
        }
        return result;
    }

    private String[] lcs() {
        String[] result = words("LCS", key(), key());
        for (int i = random.nextInt(4); i > 0; i--) {
            result =
                    switch (random.nextInt(6)) {
                        case 0 -> words(result, "LEN");
                        case 1, 2 -> words(result, "IDX");
                        case 3 -> words(result, "WITHMATCHLEN");
                        case 4 -> words(result, "MINMATCHLEN", one("0", "1", "2", "4", "-1", "x"));
                        default -> words(result, one("idx", "foo", "MINMATCHLEN"));
                    };
        }
        return result;
    }

    private String key() {
        return random.nextInt(25) == 0 ? "hash" : "key" + random.nextInt(6);
    }

    private String value() {
        return random.nextInt(3) == 0 ? one(INTEGERS) : one(WORDS);
    }

    private String offset() {
        return random.nextInt(3) == 0
                ? one("-1", "1048576", "1048575", "9223372036854775807", "x", "")
                : String.valueOf(random.nextInt(60));
    }

    private String start() {
        return random.nextInt(4) == 0 ? one(INTEGERS) : String.valueOf(random.nextInt(40) - 20);
    }

    /** Not so negative that it would be before the beginning. */
    private String end() {
        return one("-1", "0", "1", "5", "44", "100", "9223372036854775807", "x");
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String... words) {
        return words;
    }

    private static String[] words(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}

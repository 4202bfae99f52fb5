package io.gridscript.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random requests of set commands, right and wrong, and of those key commands that meet sets. What
 * SPOP leaves is chance: its key goes with the next request.
 */
final class SetCommandRequests {

    private static final String[] KEYS = {"a", "b", "c", "d", "", "e\r\n\0\u00ff"};
    private static final String[] WORDS = {
        "x", "y", "", "\0\u00ff", "007", "+1", "-0", "9223372036854775808", "l".repeat(65)
    };
    private static final String[] INTEGERS = {
        "9223372036854775807", "-9223372036854775808", "100000", "-5"
    };
    private static final String[] NUMBERS = {"1", "1", "2", "2", "3", "0", "-1", "x", "01"};

    private final Random random;

    SetCommandRequests(Random random) {
        this.random = random;
    }

    List<String[]> next(int count) {
        List<String[]> requests = new ArrayList<>();
        while (requests.size() < count) {
            String[] words = one();
            if (words[0].equals("SPOP")) {
                requests.add(words);
                requests.add(words("SCARD", words[1]));
                requests.add(words("DEL", words[1]));
            } else {
                requests.add(random.nextInt(60) == 0 ? damaged(words) : words);
            }
        }
        return requests;
    }

    /** One word too few or too many; still a command that both know. */
    private String[] damaged(String[] words) {
        if (words.length < 2 || words[0].equals("SET") || words[0].equals("SSCAN")) {
            return words;
        }
        List<String> changed = new ArrayList<>(List.of(words));
        if (random.nextBoolean()) {
            changed.remove(changed.size() - 1);
        } else {
            changed.add(pick("bogus", "1", "limit"));
        }
        return changed.toArray(String[]::new);
    }

    private String[] one() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> writing();
            case 3, 4 -> reading();
            case 5, 6 -> combining();
            case 7 -> chance();
            case 8 -> names();
            default -> looks();
        };
    }

    private String[] writing() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> many("SADD", key(), this::member);
            case 4, 5 -> many("SREM", key(), this::member);
            default -> words("SMOVE", key(), key(), member());
        };
    }

    private String[] reading() {
        return switch (random.nextInt(6)) {
            case 0 -> words("SISMEMBER", key(), member());
            case 1 -> many("SMISMEMBER", key(), this::member);
            case 2 -> words("SCARD", key());
            case 3 -> words("SSCAN", key(), pick("0", "0", "0", "x"), "COUNT", count());
            case 4 -> words("SSCAN", key(), "0", "MATCH", pattern(), "COUNT", "1000");
            default -> words("SMEMBERS", key());
        };
    }

    private String[] combining() {
        return switch (random.nextInt(8)) {
            case 0 -> many(pick("SINTER", "SUNION", "SDIFF"), key(), this::key);
            case 1, 2 -> words(pick("SINTER", "SUNION", "SDIFF"), key(), key(), key(), key());
            case 3 -> words(stores(), key(), key(), key());
            case 4, 5 -> many(stores(), key(), this::key);
            case 6 -> many("SINTERCARD", pick(NUMBERS), this::key);
            default ->
                    words("SINTERCARD", "2", key(), key(), pick("LIMIT", "limit"), pick(NUMBERS));
        };
    }

    private String stores() {
        return pick("SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE");
    }

    private String[] chance() {
        return switch (random.nextInt(6)) {
            case 0 -> words("SPOP", key());
            case 1, 2 -> words("SPOP", key(), randomCount());
            case 3 -> words("SRANDMEMBER", key());
            case 4 -> words("SRANDMEMBER", key(), randomCount());
            default -> words(pick("SPOP", "SRANDMEMBER"), key(), "1", pick("2", "x"));
        };
    }

    private String randomCount() {
        return pick(
                "0",
                "1",
                "2",
                "5",
                "7",
                "-3",
                "100",
                "x",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808");
    }

    private String[] names() {
        return switch (random.nextInt(6)) {
            case 0 -> words("RENAME", key(), key());
            case 1 -> words("COPY", key(), key(), "REPLACE");
            case 2 -> words("DEL", key());
            case 3 -> words("SET", key(), "1");
            case 4 -> words("EXPIRE", key(), "1000");
            default -> words("PERSIST", key());
        };
    }

    private String[] looks() {
        return switch (random.nextInt(4)) {
            case 0 -> words("TYPE", key());
            case 1 -> words("SCAN", "0", "COUNT", "1000", "TYPE", pick("set", "string"));
            default -> words("OBJECT", "ENCODING", key());
        };
    }

    private String count() {
        return pick("1000", "100", "1000", "0", "x");
    }

    private String pattern() {
        return pick("*", "?", "1*", "x", "[0-5]", "");
    }

    private String key() {
        return pick(KEYS);
    }

    /** Most are small integers, so that sets of nothing else are not rare. */
    private String member() {
        return switch (random.nextInt(20)) {
            case 0, 1 -> pick(WORDS);
            case 2 -> pick(INTEGERS);
            default -> String.valueOf(random.nextInt(14));
        };
    }

    private String[] many(String name, String first, Supplier<String> more) {
        Stream<String> rest = Stream.generate(more).limit(1 + random.nextInt(5));
        return Stream.concat(Stream.of(name, first), rest).toArray(String[]::new);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String... words) {
        return words;
    }
}

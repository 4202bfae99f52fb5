package io.gridscript.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random requests of sorted set commands, right and wrong, over few keys. Ranges of bytes go to
 * keys of their own, where all scores are equal.
 */
final class SortedSetRequests {

    private static final String[] KEYS = {"a", "b", "c", "{t}d", "", "string", "absent"};
    private static final String[] LEX_KEYS = {"l1", "l2"};
    private static final String[] MEMBERS = {
        "m1", "m2", "m3", "17", "", "\0", "n1", "n2", "n3", "n4", "n5", "\u00ff", "-5", "m10", "m"
    };

    /** Scores whose text is the same in 17 digits as in the fewest. */
    private static final String[] SCORES = {
        "0", "1", "1", "2", "-1", "2.5", "-0.25", "inf", "-inf", "+inf", "-0", "3e2", "0x10", "1e3",
        "7", "100.125", "1000000"
    };

    private static final String[] WRONG_SCORES = {"x", "nan", "", " 1", "1 ", "1e400", "(1"};
    private static final String[] BOUNDS = {
        "-inf", "+inf", "inf", "0", "1", "(1", "(2", "2", "(-1", "2.5", "(inf", "(-inf", "1000"
    };
    private static final String[] WRONG_BOUNDS = {
        "x", "(", "", "nan", "(x", " 1", "1 ", "1e400", "[1"
    };
    private static final String[] LEX_BOUNDS = {
        "-", "+", "[m1", "(m1", "[m2", "(m2", "[n", "(n5", "[", "(", "[\u00ff", "(\0"
    };
    private static final String[] WRONG_LEX_BOUNDS = {"m1", "", "-x", "+x", "inf", "1"};
    private static final String[] RANKS = {
        "0", "1", "2", "3", "-1", "-2", "-3", "5", "100", "-100"
    };
    private static final String[] COUNTS = {"0", "1", "2", "3", "5", "-1", "-3", "100"};
    private static final String[] WRONG_INTEGERS = {"x", "1.5", "", "9223372036854775808"};

    private final Random random;

    SortedSetRequests(Random random) {
        this.random = random;
    }

    List<String[]> next(int count) {
        List<String[]> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] words = one();
            requests.add(random.nextInt(50) == 0 ? damaged(words) : words);
        }
        return requests;
    }

    /** One word too few or too many, or in other letters. */
    private String[] damaged(String[] words) {
        List<String> changed = new ArrayList<>(List.of(words));
        // Redis 7.0 doesn't know the third word of these, nor all that scanning may meet.
        boolean differs = words[0].endsWith("RANK") || words[0].equals("ZSCAN");
        switch (differs ? 2 : random.nextInt(3)) {
            case 0 -> changed.remove(changed.size() - 1);
            case 1 -> changed.add(pick("bogus", "1", "nx", "WITHSCORES"));
            default -> changed.set(0, changed.get(0).toLowerCase(Locale.ROOT));
        }
        return changed.toArray(String[]::new);
    }

    private String[] one() {
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> write();
            case 3 -> read();
            case 4, 5 -> range();
            case 6 -> lex();
            case 7 -> combine();
            case 8 -> remove();
            case 9 -> scanOrRandom();
            default -> life();
        };
    }

    private String[] write() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> words("ZADD", key(), score(), member());
            case 3 -> words("ZADD", key(), score(), member(), score(), member(), score(), member());
            case 4 -> words("ZADD", key(), option(), score(), member(), score(), member());
            case 5 -> words("ZADD", key(), option(), option(), option(), score(), member());
            case 6 -> words("ZADD", key(), "INCR", score(), member());
            default -> words("ZINCRBY", key(), score(), member());
        };
    }

    private String option() {
        return pick("NX", "XX", "GT", "LT", "CH", "CH", "INCR", "xx", "gt");
    }

    private String[] read() {
        return switch (random.nextInt(6)) {
            case 0 -> words("ZCARD", key());
            case 1 -> words("ZSCORE", key(), member());
            case 2 -> words("ZMSCORE", key(), member(), member(), member());
            case 3 -> words("ZRANK", key(), member());
            case 4 -> words("ZREVRANK", key(), member());
            default -> words("ZCOUNT", key(), bound(), bound());
        };
    }

    private String[] range() {
        return switch (random.nextInt(12)) {
            case 0 -> words("ZRANGE", key(), rank(), rank());
            case 1 -> words("ZRANGE", key(), rank(), rank(), "WITHSCORES");
            case 2 -> words("ZRANGE", key(), rank(), rank(), rangeOption(), rangeOption());
            case 3 -> words("ZRANGE", key(), bound(), bound(), "BYSCORE", rangeOption());
            case 4 ->
                    words("ZRANGE", key(), bound(), bound(), "BYSCORE", "LIMIT", count(), count());
            case 5 ->
                    words(
                            "ZRANGE",
                            key(),
                            bound(),
                            bound(),
                            "BYSCORE",
                            "REV",
                            "LIMIT",
                            count(),
                            count(),
                            "WITHSCORES");
            case 6 -> words("ZREVRANGE", key(), rank(), rank(), "WITHSCORES");
            case 7 -> words("ZREVRANGE", key(), rank(), rank());
            case 8 -> words(byScore(), key(), bound(), bound(), "WITHSCORES");
            case 9 -> words(byScore(), key(), bound(), bound(), "LIMIT", count(), count());
            case 10 ->
                    words(
                            "ZRANGESTORE",
                            key(),
                            key(),
                            bound(),
                            bound(),
                            "BYSCORE",
                            "REV",
                            "LIMIT",
                            count(),
                            count());
            default -> words("ZRANGESTORE", key(), key(), rank(), rank());
        };
    }

    private String byScore() {
        return pick("ZRANGEBYSCORE", "ZREVRANGEBYSCORE");
    }

    private String rangeOption() {
        return pick("REV", "REV", "WITHSCORES", "BYSCORE", "LIMIT", "bogus");
    }

    private String[] lex() {
        String key = pick(LEX_KEYS);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> words("ZADD", key, "0", member(), "0", member(), "0", member());
            case 3 -> words("ZLEXCOUNT", key, lexBound(), lexBound());
            case 4 -> words("ZRANGE", key, lexBound(), lexBound(), "BYLEX");
            case 5 ->
                    words(
                            "ZRANGE",
                            key,
                            lexBound(),
                            lexBound(),
                            "BYLEX",
                            "REV",
                            "LIMIT",
                            count(),
                            count());
            case 6 -> words(pick("ZRANGEBYLEX", "ZREVRANGEBYLEX"), key, lexBound(), lexBound());
            case 7 ->
                    words(
                            pick("ZRANGEBYLEX", "ZREVRANGEBYLEX"),
                            key,
                            lexBound(),
                            lexBound(),
                            "LIMIT",
                            count(),
                            count());
            case 8 -> words("ZREMRANGEBYLEX", key, lexBound(), lexBound());
            default -> words("ZREM", key, member(), member());
        };
    }

    private String[] combine() {
        String two = random.nextInt(30) == 0 ? pick("0", "-1", "x", "5", "1") : "2";
        return switch (random.nextInt(9)) {
            case 0 -> words("ZUNION", two, key(), key(), "WITHSCORES");
            case 1 -> words("ZINTER", two, key(), key(), "WITHSCORES", "AGGREGATE", aggregate());
            case 2 -> words("ZDIFF", two, key(), key(), pick("WITHSCORES", "withscores", "LIMIT"));
            case 3 -> words("ZUNION", two, key(), key(), "WEIGHTS", score(), score(), "WITHSCORES");
            case 4 -> words("ZUNIONSTORE", key(), two, key(), key(), "AGGREGATE", aggregate());
            case 5 -> words("ZINTERSTORE", key(), two, key(), key(), "WEIGHTS", score(), score());
            case 6 -> words("ZDIFFSTORE", key(), two, key(), key());
            case 7 -> words("ZINTERCARD", two, key(), key());
            default -> words("ZINTERCARD", two, key(), key(), "LIMIT", count());
        };
    }

    private String aggregate() {
        return pick("SUM", "MIN", "MAX", "min", "bogus");
    }

    private String[] remove() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> words("ZREM", key(), member(), member());
            case 2 -> words("ZREMRANGEBYRANK", key(), pick("2", "3", "-1"), rank());
            case 3 -> words("ZREMRANGEBYSCORE", key(), pick("(2", "5"), bound());
            case 4 -> words(pick("ZPOPMIN", "ZPOPMAX"), key());
            case 5 -> words(pick("ZPOPMIN", "ZPOPMAX"), key(), count());
            case 6 -> words("ZMPOP", "2", key(), key(), pick("MIN", "MAX", "bogus"));
            case 7 -> words("ZMPOP", "2", key(), key(), pick("MIN", "max"), "COUNT", count());
            default -> words("ZMPOP", count(), key(), key(), "MIN");
        };
    }

    private String[] scanOrRandom() {
        return switch (random.nextInt(6)) {
            case 0 -> words("ZSCAN", key(), "0", "COUNT", pick("1000", "100", "0", "x"));
            case 1 -> words("ZSCAN", key(), "0", "MATCH", pick("m*", "?", "*"), "COUNT", "1000");
            case 2 -> words("ZSCAN", key(), pick("0", "x"), pick("COUNT", "MATCH", "bogus"));
            case 3 -> words("ZRANDMEMBER", key());
            case 4 -> words("ZRANDMEMBER", key(), count());
            default -> words("ZRANDMEMBER", key(), count(), pick("WITHSCORES", "bogus"));
        };
    }

    private String[] life() {
        return switch (random.nextInt(9)) {
            case 0 -> words("DEL", key());
            case 1 -> words("TYPE", key());
            case 2, 3 -> words("OBJECT", "ENCODING", key());
            case 4 -> words("COPY", key(), key(), "REPLACE");
            case 5 -> words("RENAME", key(), key());
            case 6 -> words("EXPIRE", key(), "1000");
            case 7 -> words("PERSIST", key());
            default -> words("SCAN", "0", "COUNT", "1000", "TYPE", pick("zset", "string", "hash"));
        };
    }

    private String key() {
        return pick(KEYS);
    }

    private String member() {
        return random.nextInt(100) == 0 ? "y".repeat(64 + random.nextInt(2)) : pick(MEMBERS);
    }

    private String score() {
        return random.nextInt(40) == 0 ? pick(WRONG_SCORES) : pick(SCORES);
    }

    private String bound() {
        return random.nextInt(30) == 0 ? pick(WRONG_BOUNDS) : pick(BOUNDS);
    }

    private String lexBound() {
        return random.nextInt(30) == 0 ? pick(WRONG_LEX_BOUNDS) : pick(LEX_BOUNDS);
    }

    private String rank() {
        return random.nextInt(40) == 0 ? pick(WRONG_INTEGERS) : pick(RANKS);
    }

    private String count() {
        return random.nextInt(40) == 0 ? pick(WRONG_INTEGERS) : pick(COUNTS);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String... words) {
        return words;
    }
}

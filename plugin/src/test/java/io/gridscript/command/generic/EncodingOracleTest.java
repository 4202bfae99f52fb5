package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * After random commands with small limits every value has the encoding that it has at a real
 * redis-server, of 7.2 or later: before, there was no compact encoding of lists and of sets of
 * text. Lists don't shrink here: when they are compact again depends on the nodes that they have at
 * Redis.
 */
class EncodingOracleTest {

    private static final int COMMANDS = Integer.getInteger("test.fuzz.commands", 20_000);
    private static final String[] KEYS = {"a", "b", "c"};

    @RegisterExtension
    static final RedisOracle REDIS =
            new RedisOracle(
                    "--hash-max-ziplist-entries", "6",
                    "--hash-max-ziplist-value", "10",
                    "--set-max-intset-entries", "6",
                    "--zset-max-ziplist-entries", "6",
                    "--zset-max-ziplist-value", "10",
                    "--list-max-ziplist-size", "6");

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final CommandTester ours = CommandTester.ofAllTypes();
    private final Deque<String> last = new ArrayDeque<>();

    private void limit() {
        ours.limits().hashMaxListpackEntries(6);
        ours.limits().hashMaxListpackValue(10);
        ours.limits().setMaxIntsetEntries(6);
        ours.limits().setMaxListpackEntries(8);
        ours.limits().setMaxListpackValue(10);
        ours.limits().zsetMaxListpackEntries(6);
        ours.limits().zsetMaxListpackValue(10);
        ours.limits().listMaxListpackSize(6);
    }

    @Test
    void encodingsAreThoseOfRedis() throws IOException {
        limit();
        try (RedisOracle.Connection theirs = REDIS.connect()) {
            Assumptions.assumeFalse(
                    theirs.call("CONFIG", "SET", "set-max-listpack-entries", "8")
                            .toString()
                            .contains("ERR"),
                    "a redis-server before 7.2");
            theirs.call("CONFIG", "SET", "set-max-listpack-value", "10");
            theirs.call("FLUSHALL");
            for (int i = 0; i < COMMANDS; i++) {
                String[] command = command();
                last.add(String.join(" ", command));
                if (last.size() > 30) {
                    last.remove();
                }
                assertEquals(
                        theirs.call(command).toString(),
                        ours.runTwice(command).toString(),
                        this::context);
                for (String key : KEYS) {
                    assertEquals(
                            theirs.call("OBJECT", "ENCODING", key),
                            ours.run("OBJECT", "ENCODING", key),
                            () -> key + " after " + context());
                }
            }
        }
    }

    private String context() {
        return last + " (seed " + seed + ")";
    }

    private String[] command() {
        List<String> words = new ArrayList<>();
        switch (random.nextInt(30)) {
            case 0, 1, 2 -> add(words, "SADD", key()).addAll(several(1));
            case 3, 4 -> add(words, "SREM", key()).addAll(several(1));
            case 5 -> add(words, "SMOVE", key(), key(), word());
            case 6 -> add(words, "SUNIONSTORE", key(), key(), key());
            case 7 -> add(words, "SINTERSTORE", key(), key(), key());
            case 8 -> add(words, "SDIFFSTORE", key(), key(), key());
            case 9, 10 -> add(words, "HSET", key()).addAll(several(2));
            case 11 -> add(words, "HDEL", key(), word(), word());
            case 12 -> add(words, "HINCRBY", key(), word(), "7");
            case 13, 14 -> addScored(words);
            case 15 -> add(words, "ZREM", key(), word(), word());
            case 16 -> add(words, "ZUNIONSTORE", key(), "2", key(), key());
            case 17 -> add(words, "ZINTERSTORE", key(), "2", key(), key());
            case 18 -> add(words, "ZRANGESTORE", key(), key(), "0", "5");
            case 19 -> add(words, "ZINCRBY", key(), "3", word());
            case 20, 21 -> add(words, push(), key()).addAll(several(1));
            case 22 -> insert(words);
            case 23 -> add(words, "LSET", key(), "0", word());
            case 24 -> sort(words);
            case 25 -> add(words, "COPY", key(), key(), "REPLACE");
            case 26 -> add(words, "RENAME", key(), key());
            case 27 -> add(words, "APPEND", key(), word());
            case 28 -> add(words, "SET", key(), word());
            default -> add(words, "DEL", key());
        }
        return words.toArray(new String[0]);
    }

    /** Redis ends the compact encoding of a sorted set to sort it, though it only reads it. */
    private void sort(List<String> words) {
        String key = key();
        if (!ours.text("TYPE", key).equals("+zset")) {
            add(words, "SORT", key, "ALPHA", "STORE", key());
        } else {
            add(words, "DEL", key);
        }
    }

    /** Redis ends the compact encoding of a full list even when the pivot isn't there. */
    private void insert(List<String> words) {
        String key = key();
        String pivot = word();
        if (ours.text("LPOS", key, pivot).matches(":\\d+")) {
            add(words, "LINSERT", key, "BEFORE", pivot, word());
        } else {
            add(words, "RPUSH", key, pivot);
        }
    }

    private static List<String> add(List<String> words, String... more) {
        words.addAll(List.of(more));
        return words;
    }

    private void addScored(List<String> words) {
        add(words, "ZADD", key());
        for (String member : several(1)) {
            add(words, String.valueOf(random.nextInt(5)), member);
        }
    }

    private String push() {
        return random.nextBoolean() ? "LPUSH" : "RPUSH";
    }

    /**
     * Different ones: members that come twice count where Redis asks how many come, also when none
     * of them is new and nothing else changes.
     */
    private List<String> several(int each) {
        Set<String> words = new LinkedHashSet<>();
        for (int i = each * (1 + random.nextInt(random.nextInt(4) == 0 ? 9 : 3)); i > 0; i--) {
            words.add(word());
        }
        while (words.size() % each > 0) {
            words.add(word());
        }
        return new ArrayList<>(words);
    }

    private String key() {
        return KEYS[random.nextInt(KEYS.length)];
    }

    private String word() {
        return switch (random.nextInt(20)) {
            case 0 -> "too long to be compact";
            case 1, 2, 3 -> "w" + random.nextInt(9);
            default -> String.valueOf(random.nextInt(12));
        };
    }
}

package io.gridscript.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random requests of stream commands, right and wrong, over few keys. IDs go up, so that entries
 * are added, and most requests ask for IDs that were added lately. Nothing depends on how fast time
 * goes: entries are idle for no time or for very long.
 */
final class RandomStreamCommands {

    private static final String[] KEYS = {"a", "a", "a", "b", "b", "{t}c", "string", "absent"};
    private static final String[] GROUPS = {"g", "g", "g", "h", "", "none"};
    private static final String[] CONSUMERS = {
        "alice", "alice", "bob", "bob", "\u00ff", "carol", ""
    };
    private static final String[] FIELDS = {"f", "f", "f", "1", "field", "", "-5000"};
    private static final String[] WRONG_IDS = {
        "x",
        "",
        "1-",
        "-1",
        "1-1-1",
        "1-x",
        "18446744073709551616",
        "1-18446744073709551616",
        "--",
        "1-*",
        "*",
        "(1",
        "1 ",
        "$",
        ">"
    };
    private static final String[] UNUSUAL_IDS = {
        "0",
        "0-0",
        "0-1",
        "007-01",
        "+5-+1",
        " 6",
        "1--007",
        "18446744073709551615",
        "18446744073709551615-18446744073709551615",
        "-",
        "+",
        "0-*",
        "7"
    };
    private static final String[] COUNTS = {"1", "2", "3", "5", "100", "0", "-1"};
    private static final String[] WRONG_INTEGERS = {"x", "1.5", "", "9223372036854775808"};
    private static final String[] IDLE = {"0", "0", "0", "100000000", "-1"};

    private final Random random;
    private final boolean onlyAdds;
    private long top = 5;

    /**
     * @param onlyAdds whether nothing is deleted or said of what was
     */
    RandomStreamCommands(Random random, boolean onlyAdds) {
        this.random = random;
        this.onlyAdds = onlyAdds;
    }

    List<String[]> next(int count) {
        List<String[]> requests = new ArrayList<>();
        while (requests.size() < count) {
            String[] words = one();
            addConsumers(words, requests);
            requests.add(isWhole(words) ? words : damaged(words));
        }
        return requests;
    }

    private boolean isWhole(String[] words) {
        return words[0].equals("DEBUG") || random.nextInt(50) > 0;
    }

    /** Since 7.2 Redis adds the consumer that asks, even where there is nothing to read. */
    private static void addConsumers(String[] words, List<String[]> requests) {
        if (words[0].equals("XREADGROUP")) {
            int at = Arrays.asList(words).indexOf("STREAMS") + 1;
            for (int i = at; i < at + (words.length - at) / 2; i++) {
                String[] add = {"XGROUP", "CREATECONSUMER", words[i], words[2], words[3]};
                requests.add(add);
            }
        } else if (words[0].endsWith("CLAIM")) {
            String[] add = {"XGROUP", "CREATECONSUMER", words[1], words[2], words[3]};
            requests.add(add);
        }
    }

    /** One word too few or too many, or in other letters. */
    private String[] damaged(String[] words) {
        List<String> changed = new ArrayList<>(List.of(words));
        switch (random.nextInt(3)) {
            case 0 -> changed.remove(changed.size() - 1);
            case 1 -> changed.add(pick("bogus", "1", "COUNT", "LIMIT"));
            default -> changed.set(0, changed.get(0).toLowerCase(Locale.ROOT));
        }
        return changed.toArray(String[]::new);
    }

    private String[] one() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> add();
            case 4 -> onlyAdds ? add() : remove();
            case 5, 6 -> range();
            case 7 -> read();
            case 8, 9, 10 -> readAsGroup();
            case 11 -> manage();
            case 12, 13 -> words("XACK", key(), group(), some(this::id));
            case 14 -> pending();
            case 15 -> claim();
            case 16 -> claimAutomatically();
            case 17, 18 -> info();
            default -> life();
        };
    }

    private String[] add() {
        List<String> words = words("XADD", key());
        if (random.nextInt(10) == 0) {
            words.add("NOMKSTREAM");
        }
        if (!onlyAdds && random.nextInt(4) == 0) {
            trim(words);
        }
        words.add(newId());
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            words.add(pick(FIELDS));
            words.add(value());
        }
        return words(words);
    }

    private String newId() {
        return switch (random.nextInt(20)) {
            case 0 -> pick("x", "", "-", "+", "0-0", "0-*");
            case 1 -> givenId();
            case 2 -> random.nextInt(100) == 0 ? "18446744073709551615-*" : top + "-" + 7;
            case 3, 4, 5, 6 -> top + "-*";
            case 7, 8 -> String.valueOf(++top);
            case 9 -> (top += random.nextInt(300)) + "-" + random.nextInt(300);
            default -> ++top + "-*";
        };
    }

    private String value() {
        return switch (random.nextInt(12)) {
            case 0 -> "";
            case 1 -> "x".repeat(random.nextInt(150));
            case 2 -> String.valueOf(random.nextInt(300) - 150);
            case 3 -> String.valueOf(random.nextInt(20_000) - 10_000);
            case 4 -> String.valueOf(random.nextInt());
            case 5 -> String.valueOf(random.nextLong());
            case 6 -> "\0\r\n\u00ff";
            case 7 -> "007";
            default -> "v" + random.nextInt(10);
        };
    }

    private void trim(List<String> words) {
        boolean byLength = random.nextBoolean();
        words.add(byLength ? "MAXLEN" : "minid");
        String operator = pick("", "=", "~", "~");
        if (!operator.isEmpty()) {
            words.add(operator);
        }
        words.add(byLength ? integer("0", "1", "3", "7", "12", "20", "-1") : id());
        if (random.nextInt(operator.equals("~") ? 3 : 12) == 0) {
            words.add("LIMIT");
            words.add(integer("0", "1", "5", "10", "-1"));
        }
        if (random.nextInt(40) == 0) {
            words.addAll(List.of("MAXLEN", "5"));
        }
    }

    private String[] remove() {
        if (random.nextInt(3) > 0) {
            return words("XDEL", key(), some(this::id));
        }
        if (random.nextInt(3) == 0) {
            List<String> words = words("XSETID", key(), String.valueOf(++top));
            if (random.nextInt(3) == 0) {
                words.addAll(List.of("ENTRIESADDED", integer("0", "5", "1000", "-1")));
            }
            if (random.nextInt(3) == 0) {
                words.addAll(List.of("maxdeletedid", id()));
            }
            return words(words);
        }
        List<String> words = words("XTRIM", key());
        trim(words);
        return words(words);
    }

    private String[] range() {
        if (random.nextInt(4) == 0) {
            return words(words("XLEN", key()));
        }
        List<String> words = words(pick("XRANGE", "XREVRANGE"), key());
        for (int i = 0; i < 2; i++) {
            words.add(pick("-", "+", bound(), bound()));
        }
        count(words);
        return words(words);
    }

    private String bound() {
        return (random.nextInt(3) == 0 ? "(" : "")
                + (random.nextInt(4) == 0 ? String.valueOf(recent()) : id());
    }

    private void count(List<String> words) {
        if (random.nextInt(2) == 0) {
            words.addAll(List.of("COUNT", integer(COUNTS)));
        }
    }

    private String[] read() {
        List<String> words = words("XREAD");
        count(words);
        if (random.nextInt(40) == 0) {
            words.add(pick("NOACK", "GROUP", "BLOCK"));
        }
        streams(words, false);
        return words(words);
    }

    private String[] readAsGroup() {
        List<String> words = words("XREADGROUP", "GROUP", group(), pick(CONSUMERS));
        count(words);
        if (random.nextInt(5) == 0) {
            words.add("NOACK");
        }
        streams(words, true);
        return words(words);
    }

    private void streams(List<String> words, boolean asGroup) {
        words.add("STREAMS");
        int streams = random.nextInt(3) == 0 ? 2 : 1;
        for (int i = 0; i < streams; i++) {
            words.add(key());
        }
        for (int i = 0; i < streams; i++) {
            boolean isNew = asGroup && random.nextInt(3) > 0;
            words.add(isNew ? ">" : random.nextInt(5) == 0 ? "0" : pick("$", oldId(), oldId()));
        }
    }

    private String[] manage() {
        List<String> words = words("XGROUP", "CREATE", key(), group());
        switch (random.nextInt(10)) {
            case 0 -> words.set(1, "DESTROY");
            case 1, 2 -> {
                words.set(1, pick("CREATECONSUMER", "DELCONSUMER"));
                words.add(pick(CONSUMERS));
            }
            case 3 -> {
                words.set(1, "SETID");
                words.add(onlyAdds ? "$" : pick("$", id(), "0", "-"));
                read(words);
            }
            default -> {
                words.add(pick("$", "0", "0", id()));
                read(words);
                if (random.nextInt(3) == 0) {
                    words.add("mkstream");
                }
            }
        }
        return words(words);
    }

    private void read(List<String> words) {
        if (!onlyAdds && random.nextInt(4) == 0) {
            words.addAll(List.of("ENTRIESREAD", integer("0", "1", "5", "-1", "-2")));
        }
    }

    private String[] pending() {
        List<String> words = words("XPENDING", key(), group());
        if (random.nextInt(3) == 0) {
            return words(words);
        }
        if (random.nextInt(3) == 0) {
            words.addAll(List.of("IDLE", integer(IDLE)));
        }
        words.add(pick("-", "-", bound()));
        words.add(pick("+", "+", bound()));
        words.add(integer(COUNTS));
        if (random.nextInt(3) == 0) {
            words.add(pick(CONSUMERS));
        }
        return words(words);
    }

    private String[] claim() {
        List<String> words = words("XCLAIM", key(), group(), pick(CONSUMERS), integer(IDLE));
        words.addAll(some(this::id));
        for (int i = random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(7)) {
                case 0 -> words.addAll(List.of("IDLE", integer("0", "10", "10000000000")));
                case 1 -> words.addAll(List.of("TIME", integer("0", "1000", "-5")));
                case 2 -> words.addAll(List.of("RETRYCOUNT", integer("0", "4", "-1")));
                case 3 -> words.addAll(List.of("LASTID", onlyAdds ? "0" : id()));
                case 4 -> words.add("JUSTID");
                default -> words.add("FORCE");
            }
        }
        return words(words);
    }

    private String[] claimAutomatically() {
        List<String> words = words("XAUTOCLAIM", key(), group(), pick(CONSUMERS), integer(IDLE));
        words.add(pick("-", "0", bound()));
        count(words);
        if (random.nextInt(3) == 0) {
            words.add("JUSTID");
        }
        return words(words);
    }

    private String[] info() {
        return switch (random.nextInt(4)) {
            case 0 -> words(words("XINFO", "STREAM", key()));
            case 1 -> {
                List<String> words = words("XINFO", "STREAM", key(), "FULL");
                count(words);
                yield words(words);
            }
            case 2 -> words(words("XINFO", "GROUPS", key()));
            default -> words(words("XINFO", "CONSUMERS", key(), group()));
        };
    }

    private String[] life() {
        return switch (random.nextInt(12)) {
            case 0 -> words(words("DEL", key()));
            case 1 -> words(words("COPY", key(), key(), "REPLACE"));
            case 2 -> words(words("RENAME", key(), key()));
            case 3 -> words(words("TYPE", key()));
            case 4 -> words(words("OBJECT", "ENCODING", key()));
            default -> words(words("DEBUG", "DIGEST-VALUE", key()));
        };
    }

    private String key() {
        return pick(KEYS);
    }

    private String group() {
        return pick(GROUPS);
    }

    private long recent() {
        return Math.max(0, top - random.nextInt(14));
    }

    private String id() {
        return switch (random.nextInt(40)) {
            case 0 -> pick(WRONG_IDS);
            case 1 -> pick(UNUSUAL_IDS);
            case 2, 3 -> String.valueOf(recent());
            default -> recent() + "-" + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
        };
    }

    /** Not of the clock. */
    private String givenId() {
        String id = id();
        return id.equals("*") ? "x" : id;
    }

    /** Before 7.4 no stream could be read from its last entry on. */
    private String oldId() {
        String id = id();
        return id.equals("+") ? "-" : id;
    }

    private String integer(String... usual) {
        return random.nextInt(40) == 0 ? pick(WRONG_INTEGERS) : pick(usual);
    }

    private List<String> some(Supplier<String> word) {
        List<String> words = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            words.add(word.get());
        }
        return words;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private static List<String> words(String... words) {
        return new ArrayList<>(Arrays.asList(words));
    }

    private static String[] words(String first, String key, List<String> rest) {
        List<String> words = words(first, key);
        words.addAll(rest);
        return words(words);
    }

    private static String[] words(String first, String key, String group, List<String> rest) {
        List<String> words = words(first, key, group);
        words.addAll(rest);
        return words(words);
    }

    private static String[] words(List<String> words) {
        return words.toArray(String[]::new);
    }
}

package io.gridscript.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random requests of hash and key commands, right and wrong, over few keys and databases. */
final class HashAndKeyCommands {

    private static final String[] KEYS = {"a", "b", "c", "{t}d", "", "e\r\n\0\u00ff"};
    private static final String[] FIELDS = {"f1", "f2", "f3", "17", "", "\0", "g1", "g2", "g3"};
    private static final String[] VALUES = {
        "0",
        "1",
        "-1",
        "007",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "1.5",
        "3.0e3",
        "0x10",
        "inf",
        "-inf",
        "nan",
        "",
        " 1",
        "1 ",
        "text",
        "2\0003",
        "1e4000",
        "9999",
        "10000",
        "0.1",
        "-0",
        "+5",
        "x".repeat(64),
        "y".repeat(65),
        "12345678901234567890"
    };
    private static final String[] PATTERNS = {
        "*", "?", "f*", "[a-c]", "g[^1]", "\\f1", "x", "", "**"
    };
    private static final String[] CURSORS = {
        "0", "0", "0", "00", "+0", "-0", "x", "0x", "18446744073709551616"
    };
    private static final String[] COUNTS = {
        "1000", "1000", "100", "0", "-1", "x", "9223372036854775808", ""
    };
    private static final String[] DATABASES = {"0", "1", "2", "15", "16", "-1", "x", "99999999999"};

    private final Random random;

    HashAndKeyCommands(Random random) {
        this.random = random;
    }

    List<String[]> next(int count) {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] words = one();
            commands.add(random.nextInt(60) == 0 ? damaged(words) : words);
        }
        return commands;
    }

    /** One word too few or too many, or in other letters; still a command that both know. */
    private String[] damaged(String[] words) {
        if (words[0].equals("SELECT") || words[0].equals("SET")) {
            return words;
        }
        List<String> changed = new ArrayList<>(List.of(words));
        boolean scans = words[0].equals("SCAN") || words[0].equals("HSCAN");
        switch (scans ? 2 : random.nextInt(3)) {
            case 0 -> changed.remove(changed.size() - 1);
            case 1 -> changed.add(pick("bogus", "1", "nx"));
            default -> changed.set(0, changed.get(0).toLowerCase(Locale.ROOT));
        }
        return changed.isEmpty() ? words : changed.toArray(String[]::new);
    }

    private String[] one() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> hashWrite();
            case 3, 4 -> hashRead();
            case 5 -> hashScanOrRandom();
            case 6 -> deadline();
            case 7 -> names();
            case 8 -> looks();
            default -> lives();
        };
    }

    private String[] hashWrite() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> words(pick("HSET", "HMSET"), key(), field(), value());
            case 2 -> words("HSET", key(), field(), value(), field(), value(), field(), value());
            case 3 -> words("HSETNX", key(), field(), value());
            case 4 -> words("HDEL", key(), field(), field());
            case 5 -> words("HINCRBY", key(), field(), value());
            case 6 -> words("HINCRBYFLOAT", key(), field(), value());
            default -> words("HSET", key(), field(), value(), field());
        };
    }

    private String[] hashRead() {
        return switch (random.nextInt(8)) {
            case 0 -> words("HGET", key(), field());
            case 1 -> words("HMGET", key(), field(), field());
            case 2 -> words("HGETALL", key());
            case 3 -> words("HKEYS", key());
            case 4 -> words("HVALS", key());
            case 5 -> words("HLEN", key());
            case 6 -> words("HSTRLEN", key(), field());
            default -> words("HEXISTS", key(), field());
        };
    }

    private String[] hashScanOrRandom() {
        return switch (random.nextInt(6)) {
            case 0 -> words("HSCAN", key(), cursor(), "COUNT", count());
            case 1 -> words("HSCAN", key(), cursor(), "MATCH", pattern(), "COUNT", "1000");
            case 2 -> words("HSCAN", key(), "0", pick("COUNT", "MATCH", "TYPE", "bogus"));
            case 3 -> words("HRANDFIELD", key());
            case 4 -> words("HRANDFIELD", key(), randomCount());
            default -> words("HRANDFIELD", key(), randomCount(), pick("WITHVALUES", "bogus"));
        };
    }

    private String randomCount() {
        return pick(
                "0",
                "1",
                "2",
                "5",
                "-3",
                "100",
                "x",
                "9223372036854775807",
                "-9223372036854775808",
                "4611686018427387904");
    }

    private String[] deadline() {
        return switch (random.nextInt(9)) {
            case 0 -> words("EXPIRE", key(), relativeSeconds());
            case 1 ->
                    words("PEXPIRE", key(), pick("5000000", "-1", "0", "9223372036854775807", "x"));
            case 2 -> words("EXPIREAT", key(), absoluteSeconds());
            case 3 -> words("PEXPIREAT", key(), absoluteMillis());
            case 4 -> words(pick("EXPIREAT", "EXPIRE"), key(), absoluteSeconds(), condition());
            case 5 -> words("PEXPIREAT", key(), absoluteMillis(), condition(), condition());
            case 6 -> words("PERSIST", key());
            default -> words(pick("TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"), key());
        };
    }

    private String relativeSeconds() {
        return pick(
                "1000",
                "7000",
                "-1",
                "0",
                "9223372036854775",
                "9223372036854776",
                "-9223372036854776",
                "9223370399119966",
                "x",
                "1.5",
                "");
    }

    private String absoluteSeconds() {
        return pick(
                "4000000000", "4100000000", "4200000000", "1000", "-5", "9223372036854775", "9e9");
    }

    private String absoluteMillis() {
        return pick(
                "4000000000000",
                "4100000000499",
                "4100000000500",
                "0",
                "-9223372036854775808",
                "9223372036854770000",
                "9223372036854775808");
    }

    private String condition() {
        return pick("NX", "XX", "GT", "LT", "gt", "lt", "xx", "ZZ");
    }

    private String[] names() {
        return switch (random.nextInt(9)) {
            case 0 -> words("RENAME", key(), key());
            case 1 -> words("RENAMENX", key(), key());
            case 2 -> words("COPY", key(), key());
            case 3 -> words("COPY", key(), key(), "REPLACE");
            case 4 -> words("COPY", key(), key(), "DB", database());
            case 5 -> words("COPY", key(), key(), "DB", database(), pick("replace", "DB", "x"));
            case 6 -> words("MOVE", key(), database());
            case 7 -> words("SWAPDB", database(), database());
            default -> words("SELECT", pick("0", "1", "2"));
        };
    }

    private String[] looks() {
        return switch (random.nextInt(10)) {
            case 0 -> words("TYPE", key());
            case 1 -> words("EXISTS", key(), key(), key());
            case 2 -> words("TOUCH", key(), key());
            case 3 -> words("KEYS", pattern());
            case 4 -> words("SCAN", cursor(), "COUNT", count());
            case 5 -> words("SCAN", cursor(), "MATCH", pattern(), "COUNT", "1000");
            case 6 -> words("SCAN", "0", "COUNT", "1000", "TYPE", pick("hash", "STRING", "zset"));
            case 7 -> words("RANDOMKEY");
            case 8 -> words("OBJECT", pick("ENCODING", "IDLETIME", "REFCOUNT", "FREQ"), key());
            default -> words("SCAN", "0", pick("COUNT", "MATCH", "TYPE", "bogus"));
        };
    }

    private String[] lives() {
        return switch (random.nextInt(6)) {
            case 0 -> words(pick("DEL", "UNLINK"), key());
            case 1 -> words(pick("DEL", "UNLINK"), key(), key());
            default -> words("SET", key(), value());
        };
    }

    private String key() {
        return pick(KEYS);
    }

    private String field() {
        return pick(FIELDS);
    }

    private String value() {
        return pick(VALUES);
    }

    private String pattern() {
        return pick(PATTERNS);
    }

    private String cursor() {
        return pick(CURSORS);
    }

    private String count() {
        return pick(COUNTS);
    }

    private String database() {
        return pick(DATABASES);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String... words) {
        return words;
    }
}

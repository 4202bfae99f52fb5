package io.gridscript.command.script;

import java.util.Random;

/** Scripts that read and write, fail in every way, log, and compute for a while. */
final class RandomScripts {

    private static final String[] KEYS = {"a", "b", "c", "d", "e", "f"};
    private static final String[] FIELDS = {"x", "y", "z"};

    private final Random random;

    RandomScripts(Random random) {
        this.random = random;
    }

    String next() {
        StringBuilder script = new StringBuilder("local r = {}\n");
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            script.append(statement()).append('\n');
        }
        return script.append(ending()).toString();
    }

    private String statement() {
        return switch (random.nextInt(12)) {
            case 0 -> "for i = 1, " + random.nextInt(25_000) + " do end";
            case 1 -> "redis.log(redis.LOG_WARNING, 'a line')";
            case 2 -> "redis.setresp(" + (2 + random.nextInt(2)) + ")";
            case 3 -> "pcall(function() " + call("call") + " error('caught') end)";
            default -> "r[#r + 1] = " + call("pcall");
        };
    }

    private String ending() {
        return switch (random.nextInt(8)) {
            case 0 -> "error('raised')";
            case 1 -> "return redis.error_reply('MINE of the script')";
            case 2 -> "return " + call("call");
            case 3 -> "return redis.call('HGETALL', KEYS[1])";
            case 4 -> "";
            default -> "return r";
        };
    }

    private String call(String how) {
        StringBuilder call = new StringBuilder("redis." + how + "(");
        String[] words = command();
        for (int i = 0; i < words.length; i++) {
            call.append(i == 0 ? "'" : ", '").append(words[i]).append('\'');
        }
        return call.append(')').toString();
    }

    private String[] command() {
        String key = KEYS[random.nextInt(KEYS.length)];
        String other = KEYS[random.nextInt(KEYS.length)];
        String field = FIELDS[random.nextInt(FIELDS.length)];
        String number = String.valueOf(random.nextInt(100));
        String database = String.valueOf(random.nextInt(ScriptWorld.DATABASES));
        return switch (random.nextInt(38)) {
            case 0 -> words("SET", key, number);
            case 1 -> words("SET", key, "v".repeat(random.nextInt(60)), "PX", "1" + number);
            case 2 -> words("APPEND", key, "tail");
            case 3 -> words("INCRBY", key, number);
            case 4 -> words("SETRANGE", key, number, "patch");
            case 5, 6 -> words("HSET", key, field, number, "w", "v".repeat(random.nextInt(20)));
            case 7 -> words("HDEL", key, field, "w");
            case 8 -> words("HINCRBY", key, field, number);
            case 9 -> words("DEL", key, other);
            case 10 -> words("PEXPIRE", key, number);
            case 11 -> words("PEXPIRE", key, "-1");
            case 12 -> words("PERSIST", key);
            case 13 -> words("RENAME", key, other);
            case 14 -> words("COPY", key, other, "REPLACE");
            case 15 -> words("MOVE", key, database);
            case 16 -> words("SWAPDB", database, "0");
            case 17 -> words("SELECT", database);
            case 18 -> words("MSET", key, number, other, "text");
            case 19 -> words("GETDEL", key);
            case 20 -> words("GETEX", key, "PERSIST");
            case 21 -> words("HGETALL", key);
            case 22 -> words("TTL", key);
            case 23 -> words("NOSUCH", key);
            case 24 -> words("GET");
            case 25 -> words("SET", key, number, "KEEPTTL");
            case 26 -> words("CLIENT", "ID");
            case 27 -> words("EVAL", "return 1", "0");
            case 28 -> random.nextInt(4) == 0 ? words("FLUSHDB") : words("DBSIZE");
            case 29 -> words("OBJECT", "ENCODING", key);
            case 30 -> words("MGET", key, other);
            case 31 -> words("ZADD", key, number, field, "7", "w");
            case 32 -> words("ZINCRBY", key, number, field);
            case 33 -> words("ZPOPMIN", key);
            case 34 -> words("ZREM", key, field);
            default -> words("GET", key);
        };
    }

    private static String[] words(String... words) {
        return words;
    }
}

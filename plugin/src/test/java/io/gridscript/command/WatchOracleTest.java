package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.command.string.StringCommands;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Nil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What WATCH takes for a change, here and in a real redis-server, after random commands. */
class WatchOracleTest {

    private static final int ROUNDS = Integer.getInteger("test.fuzz.rounds", 3000);
    private static final int DATABASES = 3;

    private final CommandTester tester =
            new CommandTester(
                    table -> StringCommands.register(table, () -> 1 << 20),
                    new GenericCommands(false)::register,
                    ListCommands::register,
                    StreamCommands::register);

    @Test
    void keysAreTouchedAsInRedis() throws IOException {
        long seed = Seed.get();
        Random random = new Random(seed);
        int touched = 0;
        try (RedisOracle oracle = RedisOracle.start();
                RedisOracle.Connection watcher = oracle.connect();
                RedisOracle.Connection changer = oracle.connect()) {
            for (int round = 0; round < ROUNDS; round++) {
                int database = random.nextInt(DATABASES);
                String key = key(random);
                watcher.call("SELECT", String.valueOf(database));
                watcher.call("WATCH", key);
                long version = tester.select(database).database().versions().of(Ascii.bytes(key));
                List<String> history = change(random, changer);
                watcher.call("MULTI");
                boolean expected = watcher.call("EXEC") != Nil.ARRAY;
                boolean actual =
                        tester.keyspace()
                                .database(database)
                                .versions()
                                .isUnchanged(Ascii.bytes(key), version);
                String context = "seed " + seed + ", " + database + " " + key + " " + history;
                assertEquals(expected, actual, context);
                touched += expected ? 0 : 1;
            }
        }
        assertTrue(touched > ROUNDS / 10 && touched < ROUNDS * 9 / 10, touched + " touched");
    }

    private List<String> change(Random random, RedisOracle.Connection changer) throws IOException {
        List<String> history = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            int database = random.nextInt(DATABASES);
            String[] command = command(random);
            history.add(database + " " + Arrays.toString(command));
            changer.call("SELECT", String.valueOf(database));
            tester.select(database);
            if (command[0].equals("FLUSHDB")) {
                changer.call(command);
                tester.database().clear();
            } else {
                assertEquals(changer.call(command), tester.run(command));
            }
        }
        return history;
    }

    private static String[] command(Random random) {
        String key = key(random);
        return switch (random.nextInt(24)) {
            case 0, 1 -> new String[] {"SET", key, "1"};
            case 2, 3 -> new String[] {"DEL", key};
            case 4 -> new String[] {"SWAPDB", database(random), database(random)};
            case 5 -> new String[] {"RENAME", key, key(random)};
            case 6 -> new String[] {"MOVE", key, database(random)};
            case 7 -> new String[] {"COPY", key, key(random), "DB", database(random)};
            case 8 -> new String[] {"EXPIRE", key, random.nextBoolean() ? "1000" : "-1"};
            case 9 -> new String[] {"GETEX", key, "PERSIST"};
            case 12 -> new String[] {"RPUSH", key, "1", "2"};
            case 13 -> new String[] {"LTRIM", key, "0", random.nextBoolean() ? "-1" : "0"};
            case 14 -> new String[] {"LREM", key, "1", random.nextBoolean() ? "2" : "x"};
            case 15 -> new String[] {"LMOVE", key, key(random), "LEFT", "RIGHT"};
            case 16, 17 -> new String[] {"XADD", key, "1-*", "f", "v"};
            case 18 -> new String[] {"XGROUP", "CREATE", key, "g", "0", "MKSTREAM"};
            case 19 -> new String[] {"XREADGROUP", "GROUP", "g", "c", "STREAMS", key, ">"};
            case 20 -> new String[] {"XACK", key, "g", "1-1"};
            case 21 -> new String[] {"XDEL", key, random.nextBoolean() ? "1-1" : "9"};
            case 22 -> new String[] {"XSETID", key, "2"};
            case 23 -> new String[] {"XTRIM", key, "MAXLEN", random.nextBoolean() ? "2" : "100"};
            case 10 -> new String[] {"INCR", key};
            default -> new String[] {"FLUSHDB"};
        };
    }

    private static String key(Random random) {
        return "key" + random.nextInt(3);
    }

    private static String database(Random random) {
        return String.valueOf(random.nextInt(DATABASES));
    }
}

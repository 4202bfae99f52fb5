package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random list commands to us and to a real redis-server, replies compared byte for byte.
 * Every command runs twice here, the first time taken back by its effects. Encodings are left out:
 * before 7.2 Redis knew only one.
 */
class ListCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 100);
    private static final int BATCH = 200;

    private static RedisOracle redis;

    private final CommandTester tester =
            new CommandTester(ListCommands::register, new GenericCommands(false)::register);

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisOracle.start();
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Long.getLong("test.fuzz.seed", System.nanoTime());
        RandomListCommands commands = new RandomListCommands(new Random(seed));
        tester.protocol(protocol).limits().listMaxListpackSize(8);
        try (RedisOracle.Connection connection = redis.connect()) {
            connection.call("FLUSHALL");
            connection.call("HELLO", String.valueOf(protocol));
            for (int batch = 0; batch < BATCHES; batch++) {
                compare(commands.next(BATCH), connection, seed);
            }
        }
    }

    private void compare(List<String[]> batch, RedisOracle.Connection connection, long seed)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String[] words : batch) {
            bytes.writeBytes(RedisOracle.command(words));
        }
        connection.send(bytes.toByteArray());
        List<String> done = new ArrayList<>();
        for (String[] words : batch) {
            Value theirs = connection.read();
            Value ours = ours(words);
            done.add(Arrays.stream(words).map(Bulk::new).toList().toString());
            List<String> last = done.subList(Math.max(0, done.size() - 30), done.size());
            assertEquals(theirs, ours, () -> "seed " + seed + ", after " + last);
        }
    }

    /** A command of another family stands for what that does. */
    private Value ours(String[] words) {
        if (words[0].equals("SET")) {
            tester.withString(words[1], words[2]);
            return new Status("OK");
        }
        return tester.runTwice(words);
    }
}

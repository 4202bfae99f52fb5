package io.gridscript.command.string;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.oracle.RedisOracle;
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
 * The same random string commands to us and to a real redis-server, replies compared byte for byte.
 * Every command runs twice here, the first time taken back by its effects.
 *
 * <p>A redis-server before 8.0 answers otherwise to GETRANGE with an end before the beginning of
 * the string: that is left out and has a test of its own.
 */
class StringCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 100);
    private static final int BATCH = 200;
    private static final String LONGEST_BULK = String.valueOf(1 << 20);

    private static RedisOracle redis;

    private final CommandTester tester =
            new CommandTester(
                    table -> StringCommands.register(table, () -> Long.parseLong(LONGEST_BULK)),
                    HashCommands::register,
                    new GenericCommands(false)::register);

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisOracle.start("--proto-max-bulk-len", LONGEST_BULK);
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
        StringCommandFuzz fuzz = new StringCommandFuzz(new Random(seed));
        tester.protocol(protocol);
        try (RedisOracle.Connection connection = redis.connect()) {
            connection.call("FLUSHALL");
            connection.call("HELLO", String.valueOf(protocol));
            for (int batch = 0; batch < BATCHES; batch++) {
                compare(fuzz, connection, "seed " + seed);
            }
        }
    }

    private void compare(StringCommandFuzz fuzz, RedisOracle.Connection connection, String seed)
            throws IOException {
        List<String[]> commands = new ArrayList<>();
        ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
            commands.add(fuzz.next());
            pipeline.writeBytes(RedisOracle.command(commands.get(i)));
        }
        connection.send(pipeline.toByteArray());
        for (String[] command : commands) {
            Value expected = connection.read();
            Value actual = tester.runTwice(command);
            assertEquals(expected, actual, seed + ": " + Arrays.toString(command));
        }
    }
}

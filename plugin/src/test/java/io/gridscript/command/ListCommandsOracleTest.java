package io.gridscript.command;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.list.ListCommands;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    private final CommandTester tester =
            new CommandTester(ListCommands::register, new GenericCommands(false)::register);

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        RandomListCommands commands = new RandomListCommands(new Random(seed));
        tester.limits().listMaxListpackSize(8);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.compare(commands.next(BATCH), this::ours, BesideRedis::assertSame);
            }
        }
    }

    /** A command of another family stands for what that does. */
    private Value ours(String... words) {
        if (words[0].equals("SET")) {
            tester.withString(words[1], words[2]);
            return new Status("OK");
        }
        return tester.runTwice(words);
    }
}

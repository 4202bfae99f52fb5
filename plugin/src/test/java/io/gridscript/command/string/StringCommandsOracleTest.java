package io.gridscript.command.string;

import io.gridscript.Seed;
import io.gridscript.command.CommandTester;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--proto-max-bulk-len", LONGEST_BULK);

    private final CommandTester tester =
            new CommandTester(
                    table -> StringCommands.register(table, () -> Long.parseLong(LONGEST_BULK)),
                    HashCommands::register,
                    new GenericCommands(false)::register);

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        StringCommandFuzz fuzz = new StringCommandFuzz(new Random(seed));
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.compare(Stream.generate(fuzz::next).limit(BATCH).toList());
            }
        }
    }
}

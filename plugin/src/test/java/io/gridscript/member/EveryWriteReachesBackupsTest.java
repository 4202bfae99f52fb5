package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.Command;
import io.gridscript.command.server.RandomRequests;
import io.gridscript.grid.replication.CopyFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Owner and backup have the same digest after every command that writes, whichever member was
 * asked. A new command joins by being registered.
 */
class EveryWriteReachesBackupsTest {

    private static final int ROUNDS = Integer.getInteger("test.rounds", 25);

    private static RunningMember owner;
    private static RunningMember backup;

    private final long seed = Seed.get();
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() {
        owner = new RunningMember().joinable().with("enable-debug-command", "yes").start();
        backup = new RunningMember().joining(owner).with("enable-debug-command", "yes").start();
        SeveralMembersTest.awaitBackup(owner, backup);
    }

    @AfterAll
    static void stop() {
        backup.close();
        owner.close();
    }

    private static List<Command> writeCommands() {
        return owner.commands().stream()
                .flatMap(
                        command ->
                                Stream.concat(
                                        Stream.of(command),
                                        command.subcommands().values().stream()))
                .filter(RandomRequests::mayWrite)
                // MIGRATE needs another server, and removes keys as DEL does.
                .filter(command -> command.place() != Command.Place.LONG)
                // FUNCTION LOAD and its kin change no keys.
                .filter(command -> command.place() != Command.Place.GRID)
                .toList();
    }

    @Test
    void ownerAndBackupHaveTheSame() throws Exception {
        List<Command> all = writeCommands();
        RandomRequests requests = new RandomRequests(random, System::currentTimeMillis, all);
        try (RespClient onOwner = owner.connect();
                RespClient onBackup = backup.connect()) {
            long before = SeveralMembersTest.facts(owner).sequence();
            for (int round = 0; round < ROUNDS; round++) {
                for (Command command : all) {
                    String[] request = requests.next(command.spec());
                    (random.nextBoolean() ? onOwner : onBackup).call(request);
                    assertSame(request);
                }
            }
            assertTrue(SeveralMembersTest.facts(owner).sequence() > before + ROUNDS);
        }
    }

    /** Keys may expire between the two looks, and that takes a record, too. */
    private void assertSame(String... request) {
        CopyFacts first = SeveralMembersTest.facts(owner);
        CopyFacts copy = SeveralMembersTest.facts(backup);
        CopyFacts second = SeveralMembersTest.facts(owner);
        while (first.sequence() != second.sequence() || copy.sequence() != first.sequence()) {
            first = SeveralMembersTest.facts(owner);
            copy = SeveralMembersTest.facts(backup);
            second = SeveralMembersTest.facts(owner);
        }
        assertEquals(
                first.digest(),
                copy.digest(),
                () -> "after " + Arrays.toString(request) + " (seed " + seed + ")");
    }
}

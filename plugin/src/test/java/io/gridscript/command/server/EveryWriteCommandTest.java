package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.Command;
import io.gridscript.command.ConnectionTester;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EffectReader;
import io.gridscript.keyspace.EffectWriter;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceDigest;
import io.gridscript.keyspace.SnapshotReader;
import io.gridscript.keyspace.SnapshotWriter;
import io.gridscript.reply.Ascii;
import io.gridscript.spec.CommandGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every registered command that writes leaves a copy of the keyspace equal to its owner, alone and
 * among others in one run, by its effects and by snapshots, and can be undone. New commands join by
 * being registered.
 */
class EveryWriteCommandTest {

    private static final int ROUNDS = 200;

    /** So many before a command is said to have no effects. */
    private static final int MOST_ROUNDS = 5000;

    private static final int DATABASES = 16;

    /** What by chance comes in this order too rarely: an entry is pending then. */
    private static final List<String> DELIVERY =
            List.of(
                    "del STREAM0",
                    "xgroup create STREAM0 g0 0 mkstream",
                    "xadd STREAM0 1-1 f v",
                    "xreadgroup group g0 c0 streams STREAM0 >");

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final ConnectionTester tester = EveryCommand.server().tester;
    private final Keyspace owner = tester.keyspace();
    private final EffectWriter writer = new EffectWriter(owner);
    private final List<Command> all = writeCommands().toList();
    private final RandomRequests requests = new RandomRequests(random, owner::now, all);
    private Keyspace copy = new Keyspace(DATABASES, new EncodingLimits());
    private String last = "nothing";

    static Stream<Command> writeCommands() {
        return EveryCommand.server().tester.table().all().stream()
                .flatMap(
                        command ->
                                Stream.concat(
                                        Stream.of(command),
                                        command.subcommands().values().stream()))
                .filter(RandomRequests::mayWrite)
                // MIGRATE needs another server, and removes keys as DEL does.
                .filter(command -> command.place() != Command.Place.LONG)
                // FUNCTION LOAD and its kin change no keys.
                .filter(command -> command.place() != Command.Place.GRID);
    }

    @ParameterizedTest
    @MethodSource("writeCommands")
    void aCopyFollows(Command command) throws CorruptInput {
        owner.now(1_700_000_000_000L);
        int effects = 0;
        for (int round = 0; round < ROUNDS || effects == 0 && round < MOST_ROUNDS; round++) {
            owner.now(owner.now() + random.nextInt(2000));
            tester.connection().select(random.nextInt(3));
            watch();
            populate();
            if (command.spec().group() == CommandGroup.STREAM && random.nextInt(5) == 0) {
                DELIVERY.forEach(request -> commit(() -> run(request.split(" "))));
            }
            // What expires on the way would count as an effect of the command.
            boolean counts = random.nextBoolean();
            if (counts) {
                commit(() -> owner.expiry().expireDue(Integer.MAX_VALUE));
            }
            int made = once(command);
            effects += counts ? made : 0;
            group(command);
            if (round % 20 == 0) {
                takeSnapshot();
            }
        }
        assertTrue(effects > 0, "no random request made " + command + " change anything");
    }

    /** Deletion marks are kept from the first WATCH of an absent key on. */
    private void watch() {
        if (random.nextInt(10) == 0) {
            byte[] key = Ascii.bytes(requests.anyKey());
            last = "WATCH";
            commit(() -> owner.database(random.nextInt(3)).versions().of(key));
        }
    }

    private void populate() {
        for (int i = random.nextInt(4); i > 0; i--) {
            commit(() -> run(any()));
        }
    }

    /** Commands that have no keys change everything at once: that is to happen now and then. */
    private Command any() {
        Command command = all.get(random.nextInt(all.size()));
        return command.spec().hasKeys() || random.nextInt(20) == 0 ? command : any();
    }

    /** Runs one command, undoes it, runs it again; tells how many effects it had the first time. */
    private int once(Command command) {
        String[] request = requests.next(command.spec());
        int effects = undo(() -> run(request));
        commit(() -> run(request));
        return effects;
    }

    /** Runs several commands as EXEC and scripts do. */
    private void group(Command command) {
        String[][] group = new String[1 + random.nextInt(5)][];
        Arrays.setAll(group, i -> requests.next((i % 2 == 0 ? command : any()).spec()));
        Runnable run =
                () -> {
                    for (String[] request : group) {
                        run(request);
                    }
                };
        if (random.nextBoolean()) {
            undo(run);
        } else {
            commit(run);
        }
    }

    private int undo(Runnable run) {
        String before = KeyspaceDigest.withDeletionMarks(owner);
        owner.effects().keep();
        run.run();
        int effects = owner.effects().kept().size();
        owner.effects().undo();
        owner.effects().forget();
        assertEquals(before, KeyspaceDigest.withDeletionMarks(owner), () -> "undone: " + context());
        return effects;
    }

    private void commit(Runnable run) {
        owner.effects().keep();
        run.run();
        writer.add();
        owner.effects().forget();
        try {
            assertEquals(
                    EffectReader.Result.APPLIED,
                    EffectReader.apply(copy, writer.finish()),
                    this::context);
        } catch (CorruptInput fault) {
            throw new AssertionError(context(), fault);
        }
        assertCopied("applied: ");
    }

    private void takeSnapshot() throws CorruptInput {
        copy = new Keyspace(DATABASES, new EncodingLimits());
        SnapshotReader reader = new SnapshotReader(copy);
        SnapshotWriter snapshot = new SnapshotWriter(owner, 300 + random.nextInt(1000));
        while (snapshot.hasNext()) {
            reader.read(snapshot.next());
        }
        assertTrue(copy.isComplete());
        assertCopied("snapshot after: ");
    }

    private void assertCopied(String how) {
        assertEquals(
                KeyspaceDigest.withDeletionMarks(owner),
                KeyspaceDigest.withDeletionMarks(copy),
                () -> how + context());
    }

    private void run(Command command) {
        run(requests.next(command.spec()));
    }

    private void run(String[] request) {
        last = String.join(" ", request);
        String reply = Ascii.string(tester.bytes(request));
        assertFalse(reply.contains("internal error"), () -> context() + ": " + reply);
    }

    private String context() {
        return last + " (seed " + seed + ")";
    }
}

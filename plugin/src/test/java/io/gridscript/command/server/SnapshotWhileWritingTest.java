package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.Command;
import io.gridscript.command.ConnectionTester;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.dump.Dump;
import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.keyspace.dump.RdbFileSnapshot;
import io.gridscript.keyspace.dump.RdbFiles;
import io.gridscript.keyspace.dump.RdbVersion;
import io.gridscript.reply.Ascii;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A file that is written piece by piece has what was there when it began, whatever is run then. */
class SnapshotWhileWritingTest {

    private static final int FILES = Integer.getInteger("test.fuzz.files", 150);
    private static final RdbFileHeader HEADER = RdbFileHeader.of(RdbVersion.REDIS_7_2);

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final ConnectionTester tester = EveryCommand.server().tester;
    private final Keyspace keyspace = tester.keyspace();
    private final List<Command> all = EveryWriteCommandTest.writeCommands().toList();
    private final RandomRequests requests = new RandomRequests(random, keyspace::now, all);

    @Test
    void aFileIsOfOneMoment() throws Exception {
        keyspace.now(1_700_000_000_000L);
        int changed = 0;
        for (int i = 0; i < FILES; i++) {
            run(random.nextInt(200));
            byte[] before = RdbFiles.write(keyspace, HEADER);
            byte[] file = writeWhileRunning();
            changed += Arrays.equals(before, RdbFiles.write(keyspace, HEADER)) ? 0 : 1;
            // Encodings are chosen anew by what is read.
            assertSame(RdbFiles.read(before).keyspace(), RdbFiles.read(file).keyspace());
        }
        assertTrue(changed > FILES / 2, changed + " of " + FILES);
    }

    private void assertSame(Keyspace expected, Keyspace actual) {
        Map<String, String> contents = contents(actual);
        contents(expected)
                .forEach(
                        (key, value) ->
                                assertEquals(
                                        value,
                                        contents.remove(key),
                                        () -> key + " (seed " + seed + ")"));
        assertEquals(Map.of(), contents, () -> "seed " + seed);
    }

    private byte[] writeWhileRunning() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        RdbFileSnapshot snapshot = new RdbFileSnapshot(keyspace, HEADER);
        run(random.nextInt(5));
        snapshot.sort();
        while (snapshot.hasNext()) {
            file.writeBytes(snapshot.next(1));
            run(random.nextInt(5));
        }
        return file.toByteArray();
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            keyspace.now(keyspace.now() + random.nextInt(500));
            tester.connection().select(random.nextInt(3));
            if (random.nextInt(4) == 0) {
                keyspace.effects().keep();
                runAny();
                keyspace.effects().undo();
                keyspace.effects().forget();
            }
            runAny();
        }
    }

    private void runAny() {
        Command command = all.get(random.nextInt(all.size()));
        if (command.spec().hasKeys() || random.nextInt(20) == 0) {
            String[] request = requests.next(command.spec());
            tester.bytes(request);
        }
    }

    /** All keys with their databases, deadlines and everything that payloads tell. */
    private static Map<String, String> contents(Keyspace keyspace) {
        Map<String, String> contents = new TreeMap<>();
        for (int i = 0; i < keyspace.databases(); i++) {
            for (Entry entry : keyspace.database(i).entries()) {
                byte[] payload = Dump.of(entry.value(), keyspace.encodingLimits());
                contents.put(
                        i + " " + Ascii.string(entry.key()),
                        entry.deadline() + " " + HexFormat.of().formatHex(payload));
            }
        }
        return contents;
    }

    @Test
    void aKeyspaceThatIsReplacedEndsIt() {
        tester.bytes("set", "k", "v");
        RdbFileSnapshot snapshot = new RdbFileSnapshot(keyspace, HEADER);
        keyspace.forgetEverything();
        assertThrows(IllegalStateException.class, () -> snapshot.next(1));
    }
}

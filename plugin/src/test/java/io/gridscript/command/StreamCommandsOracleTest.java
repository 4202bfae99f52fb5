package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.stream.StreamCommands;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same random stream commands to us and to a real redis-server, replies compared byte for byte.
 * Every command runs twice here, the first time taken back by its effects.
 *
 * <p>Times are left out. So is what Redis tells otherwise since 7.2: how many entries groups have
 * read and haven't, unless nothing is deleted; when consumers were active.
 */
class StreamCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 40);
    private static final int BATCH = 200;

    private static final int NODE_ENTRIES = 6;
    private static final int NODE_BYTES = 300;

    private static final Set<String> TIMES = Set.of("idle", "seen-time");
    private static final Set<String> NEW = Set.of("inactive", "active-time");
    private static final Set<String> COUNTED = Set.of("lag", "entries-read");

    @RegisterExtension
    static final RedisOracle REDIS =
            new RedisOracle(
                    "--stream-node-max-entries",
                    String.valueOf(NODE_ENTRIES),
                    "--stream-node-max-bytes",
                    String.valueOf(NODE_BYTES));

    private final CommandTester tester =
            new CommandTester(StreamCommands::register, new GenericCommands(false)::register);

    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "2, true", "3, true"})
    void repliesAreThoseOfRedis(int protocol, boolean onlyAdds) throws IOException {
        long seed = Seed.get();
        RandomStreamCommands commands = new RandomStreamCommands(new Random(seed), onlyAdds);
        tester.limits().streamNodeMaxEntries(NODE_ENTRIES);
        tester.limits().streamNodeMaxBytes(NODE_BYTES);
        tester.advance(System.currentTimeMillis() - tester.keyspace().now());
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.theirs().call("SET", "string", "text");
                tester.withString("string", "text");
                pair.compare(commands.next(BATCH), this::ours, alike(onlyAdds));
            }
        }
    }

    private Value ours(String... words) {
        return words[0].equals("DEBUG") ? digest(words) : tester.runTwice(words);
    }

    private static BesideRedis.Comparison alike(boolean onlyAdds) {
        return (words, theirs, ours, message) -> {
            boolean listsPending = words[0].equalsIgnoreCase("xpending");
            assertEquals(
                    comparable(theirs, onlyAdds, listsPending),
                    comparable(ours, onlyAdds, listsPending),
                    message);
        };
    }

    private Value digest(String[] words) {
        String digest = DatasetDigest.ofValue(tester.database().stored(Ascii.bytes(words[2])));
        return new Aggregate('*', List.of(new Status(digest)));
    }

    /** A reply without what may differ. */
    private static Value comparable(Value value, boolean counted, boolean listsPending) {
        if (value instanceof Failure failure) {
            String text = failure.text();
            return text.contains("Unbalanced") || text.contains("XSETID is smaller")
                    ? new Failure("")
                    : failure;
        }
        if (!(value instanceof Aggregate aggregate)) {
            return value;
        }
        List<Value> elements = aggregate.elements();
        List<Value> kept = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String name = i > 0 && elements.get(i - 1) instanceof Bulk bulk ? bulk.text() : "";
            Value element = elements.get(i);
            if (element instanceof Int && TIMES.contains(name)) {
                kept.add(new Int(0));
            } else if (element instanceof Bulk bulk && NEW.contains(bulk.text())) {
                i++;
            } else if (!counted && COUNTED.contains(name)) {
                kept.add(new Int(0));
            } else if (name.equals("pending") && element instanceof Aggregate pending) {
                kept.add(withoutTimes(pending));
            } else {
                kept.add(comparable(element, counted, listsPending));
            }
        }
        boolean isPending = kept.size() == 4 && kept.get(3) instanceof Int && listsPending;
        if (isPending) {
            kept.set(2, new Int(0));
        }
        return new Aggregate(aggregate.type(), kept);
    }

    /** Of what XINFO tells of pending entries, the time is the last but one. */
    private static Value withoutTimes(Aggregate pending) {
        List<Value> entries = new ArrayList<>();
        for (Value each : pending.elements()) {
            List<Value> entry = new ArrayList<>(((Aggregate) each).elements());
            entry.set(entry.size() - 2, new Int(0));
            entries.add(new Aggregate('*', entry));
        }
        return new Aggregate('*', entries);
    }
}

package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.set.SetCommands;
import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.SetValue;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.Replies;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random set commands to us and to a real redis-server, replies and all data compared;
 * members in no fixed order sorted. Every command runs twice here, the first time taken back by its
 * effects. A redis-server before 7.2 has no compact encoding for sets with anything but integers.
 */
class SetCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 100);
    private static final int BATCH = 200;
    private static final int INTSET_ENTRIES = 8;

    @RegisterExtension
    static final RedisOracle REDIS =
            new RedisOracle("--set-max-intset-entries", String.valueOf(INTSET_ENTRIES));

    private final CommandTester tester =
            new CommandTester(SetCommands::register, new GenericCommands(false)::register);
    private List<String> membersBefore = List.of();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        SetCommandRequests requests = new SetCommandRequests(new Random(seed));
        tester.limits().setMaxIntsetEntries(INTSET_ENTRIES);
        tester.limits().setMaxListpackEntries(INTSET_ENTRIES + 2);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                tester.advance(System.currentTimeMillis() - tester.keyspace().now());
                pair.compare(requests.next(BATCH), this::ours, this::compare);
                String theirs = ((Status) pair.theirs().call("DEBUG", "DIGEST")).text();
                assertEquals(theirs, DatasetDigest.of(tester.keyspace()), "seed " + seed);
            }
        }
    }

    /** SET is a command of another family. */
    private Value ours(String... words) {
        membersBefore = membersOf(words);
        if (words[0].equals("SET")) {
            tester.withString(words[1], words[2]);
            return new Status("OK");
        }
        return tester.runTwice(words);
    }

    private void compare(String[] words, Value theirs, Value ours, String message) {
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "spop", "srandmember" -> {
                assertEquals(Replies.shape(theirs), Replies.shape(ours), message);
                assertDrawnFrom(membersBefore, words, ours, message);
            }
            case "object" -> assertEquals(theirs, before72(ours), message);
            case "smembers" -> {
                if (isIntset(words)) {
                    assertEquals(theirs, ours, message);
                } else {
                    assertEquals(Replies.sorted(theirs), Replies.sorted(ours), message);
                }
            }
            case "sinter", "sunion", "sdiff", "sscan", "scan" ->
                    assertEquals(Replies.sorted(theirs), Replies.sorted(ours), message);
            default -> assertEquals(theirs, ours, message);
        }
    }

    private List<String> membersOf(String[] words) {
        List<String> members = new ArrayList<>();
        Entry entry = words.length < 2 ? null : tester.database().peek(Ascii.bytes(words[1]));
        if (entry != null && entry.value() instanceof SetValue set) {
            set.forEach(member -> members.add(Ascii.string(member)));
        }
        return members;
    }

    /** Only a negative count may bring a member twice. */
    private static void assertDrawnFrom(
            List<String> known, String[] words, Value ours, String message) {
        List<String> drawn = new ArrayList<>();
        for (Value leaf : Replies.leaves(ours)) {
            if (leaf instanceof Bulk bulk) {
                drawn.add(bulk.text());
            }
        }
        assertTrue(known.containsAll(drawn), message);
        if (words.length < 3 || !words[2].startsWith("-")) {
            assertEquals(drawn.size(), new HashSet<>(drawn).size(), message);
        }
    }

    private boolean isIntset(String[] words) {
        Entry entry = words.length < 2 ? null : tester.database().peek(Ascii.bytes(words[1]));
        return entry != null && entry.value() instanceof SetValue set && set.isIntset();
    }

    private static Value before72(Value encoding) {
        return encoding.equals(new Bulk("listpack")) ? new Bulk("hashtable") : encoding;
    }
}

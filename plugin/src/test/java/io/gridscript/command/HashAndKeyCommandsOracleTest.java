package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.hash.HashCommands;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.Replies;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Nil;
import io.gridscript.reply.RespReader.Status;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random hash and key commands to us and to a real redis-server, replies compared byte for
 * byte; those in no fixed order as sets, times that depend on the clock within two seconds. Every
 * command runs twice here, the first time taken back by its effects.
 *
 * <p>A redis-server before 8.0 answers otherwise to NOVALUES, to SCAN with an unknown type and to
 * cursors with a minus sign or a space in front and to empty ones: they are left out and have tests
 * of their own. So has the text of OBJECT HELP.
 */
class HashAndKeyCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 100);
    private static final int BATCH = 200;

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--hash-max-listpack-entries", "8");

    private final CommandTester tester =
            new CommandTester(HashCommands::register, new GenericCommands(false)::register);

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        HashAndKeyCommands commands = new HashAndKeyCommands(new Random(seed));
        tester.limits().hashMaxListpackEntries(8);
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                tester.advance(System.currentTimeMillis() - tester.keyspace().now());
                pair.compare(commands.next(BATCH), this::ours, this::compare);
            }
        }
    }

    /** Commands of other families stand for what those do. */
    private Value ours(String... words) {
        switch (words[0]) {
            case "SELECT" -> tester.select(Integer.parseInt(words[1]));
            case "SET" -> tester.withString(words[1], words[2]);
            default -> {
                return tester.runTwice(words);
            }
        }
        return new Status("OK");
    }

    private void compare(String[] words, Value theirs, Value ours, String message) {
        if (words.length == 1 && !words[0].equalsIgnoreCase("randomkey")) {
            assertEquals(theirs, ours, message);
            return;
        }
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "keys", "scan" -> assertEquals(asSets(theirs), asSets(ours), message);
            case "hkeys", "hvals", "hgetall", "hscan" -> {
                if (isLargeHash(words[1])) {
                    assertEquals(Replies.sorted(theirs), Replies.sorted(ours), message);
                } else {
                    assertEquals(theirs, ours, message);
                }
            }
            case "hrandfield" -> compareRandomFields(words, theirs, ours, message);
            case "randomkey" -> assertEquals(theirs instanceof Nil, ours instanceof Nil, message);
            case "ttl", "expiretime" -> assertClose(2, theirs, ours, message);
            case "pttl", "pexpiretime" -> assertClose(2000, theirs, ours, message);
            case "object" -> {
                if (words[1].equals("IDLETIME")) {
                    assertClose(2, theirs, ours, message);
                } else if (!isSharedHereOnly(theirs, ours)) {
                    assertEquals(theirs, ours, message);
                }
            }
            default -> assertEquals(theirs, ours, message);
        }
    }

    /** A small integer that COPY made is shared in Redis only from its next change on. */
    private static boolean isSharedHereOnly(Value theirs, Value ours) {
        return theirs.equals(new Int(1)) && ours.equals(new Int(Integer.MAX_VALUE));
    }

    private boolean isLargeHash(String key) {
        Entry entry = tester.database().peek(Ascii.bytes(key));
        return entry != null && entry.value() instanceof HashValue hash && !hash.isCompact();
    }

    /** Same shape; and what comes here is there. */
    private void compareRandomFields(String[] words, Value theirs, Value ours, String message) {
        assertEquals(Replies.shape(theirs), Replies.shape(ours), message);
        Entry entry = tester.database().peek(Ascii.bytes(words[1]));
        if (entry == null || !(entry.value() instanceof HashValue hash)) {
            return;
        }
        boolean withValues = words.length > 3;
        Set<String> known = new HashSet<>();
        for (HashField field : hash) {
            known.add(Ascii.string(field.name()));
            if (withValues) {
                known.add(Ascii.string(field.value()));
            }
        }
        for (Value leaf : Replies.leaves(ours)) {
            if (leaf instanceof Bulk bulk) {
                assertTrue(known.contains(bulk.text()), message);
            }
        }
    }

    private static void assertClose(long tolerance, Value theirs, Value ours, String message) {
        if (theirs instanceof Int their && ours instanceof Int our && their.value() >= 0) {
            assertTrue(
                    our.value() >= 0 && Math.abs(their.value() - our.value()) <= tolerance,
                    () -> theirs + " but " + ours + ", " + message);
        } else {
            assertEquals(theirs, ours, message);
        }
    }

    /** Arrays of one level as sets; the cursor of SCAN stays. */
    private static Object asSets(Value value) {
        if (!(value instanceof Aggregate aggregate)) {
            return value;
        }
        List<Object> outer = new ArrayList<>();
        boolean nested = false;
        for (Value element : aggregate.elements()) {
            boolean array = element instanceof Aggregate;
            nested |= array;
            outer.add(array ? new HashSet<>(((Aggregate) element).elements()) : element);
        }
        return nested ? outer : new HashSet<>(outer);
    }
}

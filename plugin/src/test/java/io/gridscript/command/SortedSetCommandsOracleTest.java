package io.gridscript.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.command.generic.GenericCommands;
import io.gridscript.command.sortedset.SortedSetCommands;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.oracle.BesideRedis;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.Replies;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Real;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random sorted set commands to us and to a real redis-server, replies compared byte for
 * byte, those in no fixed order without it. Every command runs twice here, the first time taken
 * back by its effects.
 *
 * <p>A redis-server before 7.2 doesn't know WITHSCORE, and writes scores in 17 digits, so that
 * numbers are compared as such. The sign of zero is left out: which members keep it depends on the
 * encodings that a set has on its way, and those aren't the same in 7.0 and 8.0.
 */
class SortedSetCommandsOracleTest {

    private static final int BATCHES = Integer.getInteger("test.fuzz.batches", 100);
    private static final int BATCH = 200;

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--zset-max-listpack-entries", "8");

    private final CommandTester tester =
            new CommandTester(SortedSetCommands::register, new GenericCommands(false)::register);
    private boolean isOrdered;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void repliesAreThoseOfRedis(int protocol) throws IOException {
        long seed = Seed.get();
        SortedSetRequests requests = new SortedSetRequests(new Random(seed));
        tester.limits().zsetMaxListpackEntries(8);
        tester.advance(System.currentTimeMillis() - tester.keyspace().now());
        try (BesideRedis pair = BesideRedis.of(REDIS, tester, protocol, "seed " + seed)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                pair.theirs().call("SET", "string", "text");
                tester.withString("string", "text");
                pair.compare(requests.next(BATCH), this::ours, this::compare);
            }
        }
    }

    private Value ours(String... words) {
        isOrdered = !isLarge(words);
        return tester.runTwice(words);
    }

    private void compare(String[] words, Value their, Value our, String message) {
        Value theirs = plain(their);
        Value ours = plain(our);
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "zrandmember" -> assertEquals(Replies.shape(theirs), Replies.shape(ours), message);
            case "scan" -> assertEquals(Replies.sorted(theirs), Replies.sorted(ours), message);
            case "zscan" -> {
                if (isOrdered) {
                    assertEquals(theirs, ours, message);
                } else {
                    assertEquals(Replies.sorted(theirs), Replies.sorted(ours), message);
                }
            }
            default -> assertEquals(theirs, ours, message);
        }
    }

    private boolean isLarge(String[] words) {
        Entry entry = words.length < 2 ? null : tester.database().peek(Ascii.bytes(words[1]));
        return entry != null && entry.value() instanceof SortedSetValue set && !set.isCompact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZRANDMEMBER a 5", "ZRANDMEMBER a -9", "ZRANDMEMBER a"})
    void randomMembersAreMembers(String request) {
        tester.run("ZADD", "a", "1", "m1", "2", "m2", "3", "m3", "4", "m4");
        for (int i = 0; i < 50; i++) {
            for (Value leaf : Replies.leaves(tester.run(request.split(" ")))) {
                assertTrue(((Bulk) leaf).text().matches("m[1-4]"), leaf.toString());
            }
        }
    }

    private static Value plain(Value value) {
        if (value instanceof Aggregate aggregate) {
            List<Value> elements = aggregate.elements().stream().map(each -> plain(each)).toList();
            return new Aggregate(aggregate.type(), elements);
        }
        if (value instanceof Real real) {
            return new Real(plain(real.text()));
        }
        return value instanceof Bulk bulk ? new Bulk(plain(bulk.text())) : value;
    }

    private static String plain(String text) {
        return text.matches("-?[0-9]+([.][0-9]+)?(e[-+]?[0-9]+)?")
                ? String.valueOf(Double.parseDouble(text) + 0.0)
                : text;
    }
}

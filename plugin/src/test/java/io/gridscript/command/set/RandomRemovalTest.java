package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EffectReader;
import io.gridscript.keyspace.EffectWriter;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceDigest;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomRemovalTest {

    private static final int MEMBERS = 12;

    /** 11 degrees of freedom: chance exceeds this in one of 10^9 runs. */
    private static final double CHI_SQUARE_LIMIT = 63;

    private final CommandTester tester = new CommandTester(SetCommands::register);

    private void fill(String prefix, int members) {
        for (int i = 0; i < members; i++) {
            tester.run("SADD", "s", prefix + i);
        }
    }

    @Test
    void withoutCountThereIsOneMemberOrNothing() {
        tester.run("SADD", "s", "a");
        assertEquals("\"a\"", tester.text("SPOP", "s"));
        assertEquals("nil", tester.text("SPOP", "s"));
        assertEquals(0, tester.database().size());
    }

    @Test
    void withCountThereIsASetEvenOfNothing() {
        tester.protocol(3);
        assertEquals("~[]", tester.text("SPOP", "none", "5"));
        tester.run("SADD", "s", "a");
        assertEquals("~[]", tester.text("SPOP", "s", "0"));
        assertEquals("~[\"a\"]", tester.text("SPOP", "s", "5"));
        assertEquals(0, tester.database().size());
    }

    @ParameterizedTest
    @CsvSource({"'',1", "'',3", "'',9", "'',11", "x,1", "x,3", "x,9", "x,11", "x,12", "'',20"})
    void whatIsToldIsGoneAndTheRestStays(String prefix, int count) {
        fill(prefix, MEMBERS);
        Set<Value> told = new HashSet<>(elements("SPOP", "s", String.valueOf(count)));
        assertEquals(Math.min(count, MEMBERS), told.size());
        Set<Value> all = new HashSet<>(elements("SMEMBERS", "s"));
        assertEquals(MEMBERS - told.size(), all.size());
        all.addAll(told);
        assertEquals(MEMBERS, all.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5", "11"})
    void everyMemberIsEquallyLikely(String count) {
        Map<Value, Integer> drawn = new HashMap<>();
        int total = 0;
        while (total < 10_000) {
            tester.database().clear();
            fill("x", MEMBERS);
            for (Value member : elements("SPOP", "s", count)) {
                drawn.merge(member, 1, Integer::sum);
                total++;
            }
        }
        double expected = (double) total / MEMBERS;
        double chiSquare = (MEMBERS - drawn.size()) * expected;
        for (int times : drawn.values()) {
            chiSquare += (times - expected) * (times - expected) / expected;
        }
        assertTrue(chiSquare < CHI_SQUARE_LIMIT, drawn.toString());
    }

    @ParameterizedTest
    @CsvSource({"'',2", "'',58", "x,2", "x,58", "x,60"})
    void copiesLoseTheSameMembers(String prefix, int count) throws CorruptInput {
        Keyspace owner = tester.keyspace();
        Keyspace copy = new Keyspace(16, new EncodingLimits());
        EffectWriter writer = new EffectWriter(owner);
        owner.effects().keep();
        fill(prefix, 60);
        writer.add();
        owner.effects().takenOver();
        tester.run("SPOP", "s", String.valueOf(count));
        tester.run("SPOP", "s");
        writer.add();
        EffectReader.apply(copy, writer.finish());
        assertEquals(KeyspaceDigest.of(owner), KeyspaceDigest.of(copy));
    }

    @Test
    void aFewThatStayAreCompactAgain() {
        tester.limits().setMaxListpackEntries(20);
        fill("x", 60);
        assertEquals("hashtable", encoding());
        tester.run("SPOP", "s", "30");
        assertEquals("hashtable", encoding());
        tester.run("SPOP", "s", "25");
        assertEquals("listpack", encoding());
    }

    @Test
    void itsDeadlineStaysWithTheSet() {
        fill("x", MEMBERS);
        long deadline = tester.keyspace().now() + 1000;
        tester.database().deadline(tester.database().peek(Ascii.bytes("s")), deadline);
        tester.run("SPOP", "s", "11");
        assertEquals(deadline, tester.database().peek(Ascii.bytes("s")).deadline());
    }

    @Test
    void wrongWordsAreRefused() {
        String positive = "-ERR value is out of range, must be positive";
        assertEquals(positive, tester.text("SPOP", "s", "-1"));
        assertEquals(positive, tester.text("SPOP", "s", "x"));
        assertEquals("-ERR syntax error", tester.text("SPOP", "s", "1", "2"));
    }

    private String encoding() {
        return tester.database().peek(Ascii.bytes("s")).value().encoding();
    }

    private List<Value> elements(String... words) {
        return ((Aggregate) tester.run(words)).elements();
    }
}

package io.gridscript.command.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;

class ExistenceTest {

    private final CommandTester tester =
            KeyTester.create().withString("s", "").withString("t", "1");

    @Test
    void aKeyCountsAsOftenAsItIsNamed() {
        assertEquals(":3", tester.text("EXISTS", "s", "none", "t", "s"));
        assertEquals(":3", tester.text("TOUCH", "s", "none", "t", "s"));
    }

    @Test
    void typesAreNamed() {
        tester.run("HSET", "h", "f", "v");
        assertEquals("+string", tester.text("TYPE", "s"));
        assertEquals("+hash", tester.text("TYPE", "h"));
        assertEquals("+none", tester.text("TYPE", "none"));
    }

    @Test
    void onlyTouchIsAnAccess() {
        tester.advance(5000);
        tester.run("EXISTS", "s");
        tester.run("TYPE", "s");
        tester.run("TTL", "s");
        tester.run("OBJECT", "ENCODING", "s");
        assertEquals(":5", tester.text("OBJECT", "IDLETIME", "s"));
        tester.run("TOUCH", "s");
        assertEquals(":0", tester.text("OBJECT", "IDLETIME", "s"));
    }

    @Test
    void withoutNotingAccessesOnlyTouchIsOne() {
        tester.keyspace().accesses().noteLookUps(false);
        tester.advance(5000);
        tester.run("EXPIRE", "s", "100");
        assertEquals(":5", tester.text("OBJECT", "IDLETIME", "s"));
        tester.run("TOUCH", "s");
        assertEquals(":0", tester.text("OBJECT", "IDLETIME", "s"));
    }

    @Test
    void readingCountsHitsAndMisses() {
        tester.run("EXISTS", "s", "none");
        tester.run("TYPE", "none");
        tester.run("DEL", "none");
        assertEquals(1, tester.keyspace().statistics().hits());
        assertEquals(2, tester.keyspace().statistics().misses());
    }
}

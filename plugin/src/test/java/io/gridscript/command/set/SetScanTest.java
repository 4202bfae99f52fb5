package io.gridscript.command.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetScanTest {

    private final CommandTester tester = new CommandTester(SetCommands::register);

    @Test
    void aSmallSetComesWholeAndInOrder() {
        tester.run("SADD", "s", "b", "a", "1");
        tester.run("SADD", "integers", "2", "1");
        assertEquals(
                "[\"0\", [\"b\", \"a\", \"1\"]]", tester.text("SSCAN", "s", "0", "COUNT", "1"));
        assertEquals("[\"0\", [\"1\", \"2\"]]", tester.text("SSCAN", "integers", "7"));
    }

    @Test
    void matchChoosesMembers() {
        tester.run("SADD", "s", "foo", "bar", "foobar");
        assertEquals(
                "[\"0\", [\"foo\", \"foobar\"]]", tester.text("SSCAN", "s", "0", "match", "foo*"));
    }

    @Test
    void aMissingSetIsEmptyWhateverTheOptions() {
        assertEquals("[\"0\", []]", tester.text("SSCAN", "none", "0", "bogus"));
        assertEquals("-ERR invalid cursor", tester.text("SSCAN", "none", "x"));
    }

    @Test
    void wrongOptionsAreRefused() {
        tester.run("SADD", "s", "a");
        assertEquals("-ERR syntax error", tester.text("SSCAN", "s", "0", "COUNT", "0"));
        assertEquals("-ERR syntax error", tester.text("SSCAN", "s", "0", "TYPE", "set"));
        assertEquals(
                "-ERR NOVALUES option can only be used in HSCAN",
                tester.text("SSCAN", "s", "0", "NOVALUES"));
    }

    @Test
    void aLargeSetComesInPartsOfAboutCount() {
        for (int i = 0; i < 1000; i++) {
            tester.run("SADD", "s", "m" + i);
        }
        Set<Value> found = new HashSet<>();
        String cursor = "0";
        do {
            Aggregate reply = (Aggregate) tester.run("SSCAN", "s", cursor, "COUNT", "20");
            cursor = ((Bulk) reply.elements().get(0)).text();
            List<Value> part = ((Aggregate) reply.elements().get(1)).elements();
            assertTrue(part.size() < 100, "got " + part.size());
            found.addAll(part);
        } while (!cursor.equals("0"));
        assertEquals(1000, found.size());
    }
}

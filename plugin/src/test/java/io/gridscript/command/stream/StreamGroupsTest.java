package io.gridscript.command.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.Test;

/** What a redis-server of 7.0 doesn't do yet, so that it can't be compared. */
class StreamGroupsTest {

    private final CommandTester tester = new CommandTester(StreamCommands::register);

    private void add(String... ids) {
        for (String id : ids) {
            tester.run("XADD", "s", id, "f", "v");
        }
    }

    private void makeGroup() {
        tester.run("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
    }

    private String progress() {
        String groups = tester.text("XINFO", "GROUPS", "s");
        return groups.substring(groups.indexOf("\"entries-read\""));
    }

    @Test
    void whoReadsIsAConsumerEvenIfThereIsNothing() {
        makeGroup();
        assertEquals(
                "nil-array", tester.text("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">"));
        tester.advance(7);
        assertEquals(
                "[[\"name\", \"c\", \"pending\", :0, \"idle\", :7, \"inactive\", :-1]]",
                tester.text("XINFO", "CONSUMERS", "s", "g"));
    }

    @Test
    void aConsumerIsActiveWhenItGetsSomething() {
        makeGroup();
        add("1-1");
        tester.run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
        tester.advance(5);
        tester.run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
        tester.advance(2);
        assertEquals(
                "[[\"name\", \"c\", \"pending\", :1, \"idle\", :2, \"inactive\", :7]]",
                tester.text("XINFO", "CONSUMERS", "s", "g"));
        String full = tester.text("XINFO", "STREAM", "s", "FULL");
        long now = CommandTester.START;
        assertTrue(
                full.contains("\"seen-time\", :" + (now + 5) + ", \"active-time\", :" + now), full);
    }

    @Test
    void theLastEntryCanBeReadAlone() {
        add("1-1", "1-2");
        assertEquals(
                "[[\"s\", [[\"1-2\", [\"f\", \"v\"]]]]]",
                tester.text("XREAD", "STREAMS", "s", "+"));
        assertEquals("nil-array", tester.text("XREAD", "STREAMS", "absent", "+"));
    }

    @Test
    void whatComesBeforeTheFirstEntryDoesNotMatterForTheLag() {
        makeGroup();
        add("1-1", "1-2", "1-3", "1-4");
        tester.run("XREADGROUP", "GROUP", "g", "c", "COUNT", "1", "STREAMS", "s", ">");
        tester.run("XTRIM", "s", "MAXLEN", "2");
        assertEquals("\"entries-read\", :1, \"lag\", :2]]", progress());
        tester.run("XDEL", "s", "1-3");
        assertEquals("\"entries-read\", :1, \"lag\", :1]]", progress());
    }

    @Test
    void theLagIsUnknownWhileAnEntryIsMissingInBetween() {
        makeGroup();
        add("1-1", "1-2", "1-3", "1-4");
        tester.run("XDEL", "s", "1-3");
        tester.run("XREADGROUP", "GROUP", "g", "c", "COUNT", "1", "STREAMS", "s", ">");
        assertEquals("\"entries-read\", nil, \"lag\", nil]]", progress());
        tester.run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
        assertEquals("\"entries-read\", :4, \"lag\", :0]]", progress());
    }

    @Test
    void theLastIdIsNotSetBeforeOneThatWasDeleted() {
        add("1-1", "5-1");
        tester.run("XDEL", "s", "5-1");
        assertEquals(
                "-ERR The ID specified in XSETID is smaller than current max_deleted_entry_id",
                tester.text("XSETID", "s", "5-0"));
        assertEquals("+OK", tester.text("XSETID", "s", "5-1"));
    }

    @Test
    void idsAreMadeFromTheClockAndNeverGoBack() {
        assertEquals("\"" + CommandTester.START + "-0\"", tester.text("XADD", "s", "*", "f", "v"));
        assertEquals("\"" + CommandTester.START + "-1\"", tester.text("XADD", "s", "*", "f", "v"));
        tester.advance(-10);
        assertEquals("\"" + CommandTester.START + "-2\"", tester.text("XADD", "s", "*", "f", "v"));
    }
}

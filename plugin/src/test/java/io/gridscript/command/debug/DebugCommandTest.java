package io.gridscript.command.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.server.FakeServer;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.ListEnd;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.StringValue;
import io.gridscript.keyspace.Value;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebugCommandTest {

    private static final String NOT_ALLOWED =
            "-ERR DEBUG command not allowed. If the enable-debug-command option is set to"
                    + " \"local\", you can run it from a local connection, otherwise you need to"
                    + " set this option in the configuration file, and then restart the"
                    + " server.\r\n";

    private final FakeServer server = new FakeServer();

    @BeforeEach
    void allow() {
        server.values.put("enable-debug-command", "yes");
    }

    @Test
    void isRefusedUnlessTheDirectiveAllowsIt() {
        server.values.put("enable-debug-command", "no");
        assertEquals(NOT_ALLOWED, reply("debug", "sleep", "0"));
        assertEquals(NOT_ALLOWED, reply("debug", "nonsense"));
    }

    @Test
    void localAllowsItFromThisMachineOnly() {
        server.values.put("enable-debug-command", "local");
        assertEquals("+OK\r\n", reply("debug", "sleep", "0"));
        server.tester.connection().address("[0:0:0:0:0:0:0:1]:4000");
        assertEquals("+OK\r\n", reply("debug", "sleep", "0"));
        server.tester.connection().address("10.0.0.1:4000");
        assertEquals(NOT_ALLOWED, reply("debug", "sleep", "0"));
    }

    @Test
    void sleepTakesItsTime() {
        long start = System.nanoTime();
        assertEquals("+OK\r\n", reply("debug", "sleep", "0.05"));
        assertTrue(System.nanoTime() - start >= 50_000_000);
    }

    @Test
    void switchesAreTurnedOffAndOn() {
        assertEquals("+OK\r\n", reply("debug", "set-active-expire", "0"));
        assertFalse(server.switches.isActiveExpiry());
        reply("debug", "set-active-expire", "1");
        assertTrue(server.switches.isActiveExpiry());
        assertEquals("+OK\r\n", reply("DEBUG", "SET-DISABLE-DENY-SCRIPTS", "1"));
        assertFalse(server.switches.isDenyScripts());
    }

    @Test
    void objectTellsHowAValueIsKept() {
        assertEquals("-ERR no such key\r\n", reply("debug", "object", "k"));
        server.tester.keyspace().database(0).put(Ascii.bytes("k"), new StringValue(12));
        String line = reply("debug", "object", "k");
        assertTrue(
                line.matches(
                        "\\+Value at:0x[0-9a-f]+ refcount:1 encoding:int serializedlength:\\d+"
                                + " lru:\\d+ lru_seconds_idle:\\d+\r\n"),
                line);
    }

    @Test
    void longListsAreToldByTheirNodes() {
        Keyspace keyspace = server.tester.keyspace();
        keyspace.encodingLimits().listMaxListpackSize(4);
        server.values.put("list-compress-depth", "1");
        ListValue list = new ListValue();
        for (int i = 0; i < 10; i++) {
            list.push(ListEnd.TAIL, new byte[] {'a'});
        }
        keyspace.database(0).put(Ascii.bytes("k"), list);
        String line = reply("debug", "object", "k");
        assertTrue(
                line.endsWith(
                        " ql_nodes:3 ql_avg_node:3.33 ql_listpack_max:4 ql_compressed:1"
                                + " ql_uncompressed_size:51\r\n"),
                line);
        assertEquals(
                "+Quicklist structure printed on stdout\r\n", reply("debug", "quicklist", "k"));
        assertEquals("-ERR Not a listpack encoded object.\r\n", reply("debug", "listpack", "k"));
    }

    @Test
    void reloadChoosesEncodingsAnewAndKeepsTheData() {
        Keyspace keyspace = server.tester.keyspace();
        keyspace.encodingLimits().hashMaxListpackEntries(1);
        HashValue hash = new HashValue();
        hash.put(Ascii.bytes("f"), Ascii.bytes("v"));
        hash.put(Ascii.bytes("g"), Ascii.bytes("w"));
        keyspace.database(3).put(Ascii.bytes("h"), hash, keyspace.now() + 1000);
        keyspace.database(0).put(Ascii.bytes("k"), new StringValue(12));
        keyspace.encodingLimits().hashMaxListpackEntries(2);
        String digest = reply("debug", "digest");
        assertEquals("hashtable", keyspace.database(3).stored(Ascii.bytes("h")).value().encoding());
        assertEquals("+OK\r\n", reply("debug", "reload"));
        assertEquals("listpack", keyspace.database(3).stored(Ascii.bytes("h")).value().encoding());
        assertEquals(digest, reply("debug", "digest"));
        assertEquals(
                "-ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.\r\n",
                reply("debug", "reload", "x"));
    }

    @Test
    void populateMakesStringsThatAreNotThere() {
        Keyspace keyspace = server.tester.keyspace();
        keyspace.database(0).put(Ascii.bytes("p:1"), new StringValue(12));
        assertEquals("+OK\r\n", reply("debug", "populate", "3", "p", "4"));
        assertEquals(3, keyspace.database(0).size());
        Value made = keyspace.database(0).stored(Ascii.bytes("p:2")).value();
        assertEquals("valu", Ascii.string(((StringValue) made).bytes()));
        assertEquals(
                "-ERR value is out of range, must be positive\r\n",
                reply("debug", "populate", "-1"));
    }

    @Test
    void tablesAreToldByTheirSize() {
        reply("debug", "populate", "10");
        String text = reply("debug", "htstats", "0");
        assertTrue(text.contains("[Dictionary HT]"), text);
        assertTrue(text.contains(" number of elements: 10\n"), text);
        assertTrue(text.contains("No stats available for empty dictionaries"), text);
        assertEquals("-ERR Out of range database\r\n", reply("debug", "htstats", "99"));
        assertTrue(reply("debug", "htstats-key", "key:1").startsWith("-ERR The value stored"));
    }

    @Test
    void sdslenTellsLengths() {
        reply("debug", "populate", "1");
        assertEquals(
                "+key_sds_len:5, key_sds_avail:0, key_zmalloc: 5, val_sds_len:7,"
                        + " val_sds_avail:0, val_zmalloc: 64\r\n",
                reply("debug", "sdslen", "key:0"));
    }

    @Test
    void changeReplIdChangesIt() {
        String before = server.activity.replicationId();
        assertEquals("+OK\r\n", reply("debug", "change-repl-id"));
        assertNotEquals(before, server.activity.replicationId());
    }

    @Test
    void errorAnswersWithIt() {
        assertEquals("-MYERR a  b\r\n", reply("debug", "error", "MYERR a\r\nb"));
    }

    @ParameterizedTest
    @CsvSource({"a*c, abc, 1", "a?c, ac, 0", "[a-c]x, bx, 1"})
    void stringmatchLenMatches(String pattern, String text, int matches) {
        assertEquals(":" + matches + "\r\n", reply("debug", "stringmatch-len", pattern, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "string | $11~Hello World~ | $11~Hello World~",
                "integer | :12345~ | :12345~",
                "double | $5~3.141~ | ,3.141~",
                "null | $-1~ | _~",
                "array | *3~:0~:1~:2~ | *3~:0~:1~:2~",
                "set | *3~:0~:1~:2~ | ~3~:0~:1~:2~",
                "map | *6~:0~:0~:1~:1~:2~:0~ | %3~:0~#f~:1~#t~:2~#f~",
                "true | :1~ | #t~",
                "false | :0~ | #f~",
                "bignum | $37~1234567999999999999999999999999999999~"
                        + " | (1234567999999999999999999999999999999~",
                "attrib | $39~Some real reply following the attribute~"
                        + " | |1~$14~key-popularity~*2~$7~key:123~:90~"
                        + "$39~Some real reply following the attribute~",
                "push | -ERR RESP2 is not supported by this command~"
                        + " | >2~$16~server-cpu-usage~:42~"
                        + "$40~Some real reply following the push reply~",
            })
    void protocolAnswersWithEachType(String line) {
        String[] parts = line.split(" \\| ", 3);
        check(parts[0], 2, parts[1]);
        check(parts[0], 3, parts[2]);
    }

    private void check(String type, int protocol, String expected) {
        server.tester.connection().protocol(protocol);
        String reply = reply("debug", "protocol", type);
        assertEquals(expected, reply.replace("\r\n", "~"), type + " in RESP" + protocol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reload",
                "reload nosave merge",
                "loadaof",
                "dict-resizing 0",
                "leak x",
                "replicate x"
            })
    void whatHasNoMeaningIsAcceptedAndChangesNothing(String words) {
        server.tester.keyspace().database(0).put(Ascii.bytes("k"), new StringValue(12));
        assertEquals("+OK\r\n", reply(("debug " + words).split(" ")));
        assertEquals(1, server.tester.keyspace().database(0).size());
    }

    @Test
    void gridStoresTellsThoseOfTheMemberAsked() {
        assertEquals("*2\r\n$3\r\none\r\n$5\r\nother\r\n", reply("DEBUG", "GRID", "STORES"));
        server.values.put("enable-debug-command", "no");
        assertEquals(NOT_ALLOWED, reply("debug", "grid", "stores"));
        server.values.put("enable-debug-command", "yes");
        assertEquals(
                "-ERR unknown subcommand or wrong number of arguments for 'grid'."
                        + " Try DEBUG HELP.\r\n",
                reply("debug", "grid", "nonsense"));
    }

    @Test
    void anythingElseIsUnknown() {
        String text = "-ERR unknown subcommand or wrong number of arguments for '%s'.";
        assertEquals(
                String.format(text, "segfault") + " Try DEBUG HELP.\r\n",
                reply("debug", "segfault"));
        assertEquals(
                String.format(text, "sleep") + " Try DEBUG HELP.\r\n", reply("debug", "sleep"));
    }

    private String reply(String... words) {
        return Ascii.string(server.tester.bytes(words));
    }
}

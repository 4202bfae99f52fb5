package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.StringValue;
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
    @ValueSource(strings = {"reload", "loadaof", "dict-resizing 0", "pause-cron 1", "replicate x"})
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

package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.Command;
import io.gridscript.reply.Ascii;
import org.junit.jupiter.api.Test;

class ConfigCommandsTest {

    private final FakeServer server = new FakeServer();

    @Test
    void getFindsByNameAndByPattern() {
        assertEquals("*2\r\n$9\r\nmaxmemory\r\n$3\r\n100\r\n", reply("config", "get", "maxmemory"));
        assertEquals(
                "*4\r\n$9\r\nmaxmemory\r\n$3\r\n100\r\n$16\r\nmaxmemory-policy\r\n"
                        + "$10\r\nnoeviction\r\n",
                reply("config", "get", "MaxMem*"));
        assertEquals("*0\r\n", reply("config", "get", "nothing"));
    }

    @Test
    void getIsAMapInResp3() {
        server.tester.connection().protocol(3);
        assertEquals("%1\r\n$4\r\nport\r\n$4\r\n6379\r\n", reply("config", "get", "port"));
    }

    @Test
    void getShowsEachDirectiveOnce() {
        assertEquals(
                "*4\r\n$4\r\nport\r\n$4\r\n6379\r\n$9\r\nmaxmemory\r\n$3\r\n100\r\n",
                reply("config", "get", "port", "PORT", "p?rt", "maxmemory"));
    }

    @Test
    void getRepeatsANameAsItWasAsked() {
        assertEquals("*2\r\n$4\r\nPort\r\n$4\r\n6379\r\n", reply("config", "get", "Port"));
    }

    @Test
    void setTellsItsPortAllPairs() {
        assertEquals("+OK\r\n", reply("config", "set", "port", "1", "MAXMEMORY", "2"));
        assertEquals("1", server.values.get("port"));
        assertEquals("2", server.values.get("maxmemory"));
    }

    @Test
    void setAnswersTheErrorOfItsPort() {
        assertEquals("-ERR no x\r\n", reply("config", "set", "x", "1"));
        assertEquals("-ERR syntax error\r\n", reply("config", "set", "a", "1", "b"));
        assertEquals(
                "-ERR wrong number of arguments for 'config|set' command\r\n",
                reply("config", "set", "a"));
    }

    @Test
    void setRunsForTheWholeGrid() {
        Command set = server.tester.table().findByFullName(Ascii.bytes("config|set"));
        assertEquals(Command.Place.GRID, set.place());
    }

    @Test
    void resetstatLetsAllCountersBeginAgain() {
        reply("config", "get", "port");
        reply("config", "set", "x", "1");
        server.tester.keyspace().database(0).find(new byte[] {1});
        assertEquals("+OK\r\n", reply("config", "resetstat"));
        Command get = server.tester.table().findByFullName(Ascii.bytes("config|get"));
        assertEquals(0, get.statistics().calls());
        assertEquals(0, server.tester.errors().total());
        assertEquals(0, server.tester.keyspace().statistics().misses());
        assertTrue(server.tester.isStatisticsReset());
        assertTrue(server.scriptStatisticsReset);
    }

    @Test
    void rewriteIsRefused() {
        assertEquals(
                "-ERR The server is running without a config file\r\n", reply("config", "rewrite"));
    }

    @Test
    void helpListsTheSubcommands() {
        String help = server.tester.text("config", "help");
        assertTrue(help.contains("RESETSTAT"), help);
    }

    private String reply(String... words) {
        return Ascii.string(server.tester.bytes(words));
    }
}

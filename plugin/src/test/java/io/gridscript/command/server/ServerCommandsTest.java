package io.gridscript.command.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.Ascii;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {

    private final FakeServer server = new FakeServer();

    @Test
    void dbsizeCountsTheKeysOfTheSelectedDatabase() {
        put(0, "a");
        put(0, "b");
        put(1, "c");
        assertEquals(":2\r\n", reply("dbsize"));
        server.tester.connection().select(1);
        assertEquals(":1\r\n", reply("dbsize"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sync", "ASYNC"})
    void flushdbEmptiesTheSelectedDatabaseOnly(String mode) {
        put(0, "a");
        put(1, "c");
        assertEquals("+OK\r\n", mode.isEmpty() ? reply("flushdb") : reply("flushdb", mode));
        assertEquals(0, server.tester.keyspace().database(0).size());
        assertEquals(1, server.tester.keyspace().database(1).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sync", "async"})
    void flushallEmptiesAllDatabases(String mode) {
        put(0, "a");
        put(1, "c");
        assertEquals("+OK\r\n", mode.isEmpty() ? reply("flushall") : reply("flushall", mode));
        assertEquals(0, server.tester.keyspace().database(0).size());
        assertEquals(0, server.tester.keyspace().database(1).size());
    }

    @Test
    void flushingRefusesAnotherModeAndRemovesNothing() {
        put(0, "a");
        assertEquals("-ERR syntax error\r\n", reply("flushall", "now"));
        assertEquals("-ERR syntax error\r\n", reply("flushdb", "sync", "async"));
        assertEquals(":1\r\n", reply("dbsize"));
    }

    @Test
    void whoAsksForAFileOfCommandsIsRefused() {
        assertEquals(
                "-ERR This server keeps no file of commands: the grid's backups keep the data\r\n",
                reply("bgrewriteaof"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"save", "bgsave"})
    void whatFailsIsToldAsInRedis(String command) {
        assertEquals("-ERR\r\n", reply(command));
    }

    @Test
    void lastsaveTellsWhenTheMemberStartedAsLongAsItHasNotSaved() {
        long seconds = server.activity.startedAt() / 1000;
        assertEquals(":" + seconds + "\r\n", reply("lastsave"));
    }

    @Test
    void flushallCanBeUndone() {
        put(0, "a");
        server.tester.keyspace().effects().keep();
        reply("flushall");
        server.tester.keyspace().effects().undo();
        assertEquals(":1\r\n", reply("dbsize"));
    }

    @Test
    void timeIsNowInSecondsAndMicroseconds() {
        long before = System.currentTimeMillis();
        long micros = micros(reply("time"));
        long after = System.currentTimeMillis();
        assertTrue(micros >= before * 1000 && micros <= (after + 1) * 1000, "at " + micros);
    }

    @Test
    void timeStandsStillInATransaction() {
        server.tester.transaction(true);
        server.tester.keyspace().now(1_700_000_000_123L);
        assertEquals(1_700_000_000_123_000L, micros(reply("time")));
    }

    @Test
    void shutdownTellsItsPort() {
        assertEquals("", reply("shutdown"));
        assertEquals("", reply("shutdown", "NOSAVE", "now", "Force"));
        assertEquals("", reply("shutdown", "save"));
        assertEquals(List.of("default", "nosave force", "save"), server.shutdowns);
    }

    @Test
    void shutdownCanBeAborted() {
        assertEquals("-ERR No shutdown in progress.\r\n", reply("shutdown", "abort"));
        reply("shutdown");
        assertEquals("+OK\r\n", reply("shutdown", "abort"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"save nosave", "abort now", "soon", "abort save"})
    void shutdownRefusesWhatContradictsItself(String words) {
        assertEquals("-ERR syntax error\r\n", reply(("shutdown " + words).split(" ")));
        assertEquals(List.of(), server.shutdowns);
    }

    private void put(int database, String key) {
        Database target = server.tester.keyspace().database(database);
        target.put(Ascii.bytes(key), new StringValue(Ascii.bytes("v")));
    }

    private static long micros(String reply) {
        String[] lines = reply.split("\r\n");
        return Long.parseLong(lines[2]) * 1_000_000 + Long.parseLong(lines[4]);
    }

    private String reply(String... words) {
        return Ascii.string(server.tester.bytes(words));
    }
}

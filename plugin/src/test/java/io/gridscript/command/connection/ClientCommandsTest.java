package io.gridscript.command.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.Connection.ReplyMode;
import io.gridscript.command.ConnectionTester;
import io.gridscript.command.transaction.Transaction;
import io.gridscript.reply.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClientCommandsTest {

    private final ConnectionTester tester = new ConnectionTester();

    ClientCommandsTest() {
        tester.with(new ClientCommands(tester)::register);
    }

    @Test
    void idTellsTheConnectionsNumber() {
        assertEquals(":7\r\n", reply("client", "id"));
    }

    @Test
    void aNameIsKeptAndCanBeTakenAway() {
        assertEquals("$-1\r\n", reply("client", "getname"));
        assertEquals("+OK\r\n", reply("client", "setname", "worker-1"));
        assertEquals("$8\r\nworker-1\r\n", reply("client", "getname"));
        assertEquals("+OK\r\n", reply("client", "setname", ""));
        assertEquals("$-1\r\n", reply("client", "getname"));
    }

    @Test
    void aNameThatWouldBreakTheListIsRefused() {
        String refusal =
                "-ERR Client names cannot contain spaces, newlines or special characters.\r\n";
        assertEquals(refusal, reply("client", "setname", "a b"));
        assertEquals(refusal, reply("client", "setname", "a\nb"));
        assertEquals(refusal, reply("client", "setname", "\u00e4"));
    }

    @Test
    void theLibraryIsNoted() {
        assertEquals("+OK\r\n", reply("client", "setinfo", "LIB-NAME", "jedis"));
        assertEquals("+OK\r\n", reply("client", "setinfo", "lib-ver", "1.2"));
        String line = reply("client", "info");
        assertTrue(line.contains(" lib-name=jedis lib-ver=1.2 "), line);
        assertEquals(
                "-ERR lib-ver cannot contain spaces, newlines or special characters.\r\n",
                reply("client", "setinfo", "lib-ver", "1 2"));
        assertEquals(
                "-ERR Unrecognized option 'lib-age'\r\n",
                reply("client", "setinfo", "lib-age", "1"));
    }

    @Test
    void infoHasTheFieldsOfRedisInItsOrder() {
        String reply = reply("client", "info");
        String line = reply.substring(reply.indexOf("\r\n") + 2, reply.length() - 2);
        assertTrue(line.endsWith("\n"));
        List<String> names =
                Arrays.stream(line.strip().split(" "))
                        .map(field -> field.substring(0, field.indexOf('=')))
                        .collect(Collectors.toList());
        assertEquals(
                List.of(
                        "id addr laddr fd name age idle flags db sub psub ssub multi watch qbuf"
                                .concat(" qbuf-free argv-mem multi-mem rbs rbp obl oll omem")
                                .concat(" tot-mem events cmd user redir resp lib-name lib-ver")
                                .concat(" io-thread tot-net-in tot-net-out tot-cmds")
                                .split(" ")),
                names);
        assertTrue(line.contains(" flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 watch=0 "), line);
        assertTrue(line.contains(" qbuf=26 qbuf-free=0 argv-mem=10 "), line);
        assertTrue(line.contains(" cmd=client|info user=default redir=-1 resp=2 "), line);
    }

    @Test
    void infoShowsWhatTheConnectionDid() {
        tester.connection().select(3);
        tester.connection().transaction().open();
        tester.connection().transaction().watch(new Transaction.Seen(0, new byte[] {1}, 1));
        reply("client", "no-evict", "on");
        reply("client", "no-touch", "ON");
        String line = reply("client", "info");
        assertTrue(line.contains(" flags=xeT db=3 "), line);
        assertTrue(line.contains(" multi=0 watch=1 "), line);
    }

    @Test
    void infoIsVerbatimTextInResp3() {
        tester.connection().protocol(3);
        assertTrue(reply("client", "info").matches("(?s)=[0-9]+\r\ntxt:id=7 .*\n\r\n"));
    }

    @Test
    void listShowsAllConnectionsOrThoseAskedFor() {
        tester.open(8);
        tester.open(9);
        assertEquals(List.of("7", "8", "9"), ids("client", "list"));
        assertEquals(List.of("9", "7"), ids("client", "list", "id", "9", "7", "11"));
        assertEquals(List.of("7", "8", "9"), ids("client", "list", "TYPE", "Normal"));
        assertEquals(List.of(), ids("client", "list", "type", "pubsub"));
    }

    @Test
    void listRefusesWhatItDoesNotKnow() {
        assertEquals("-ERR Unknown client type 'odd'\r\n", reply("client", "list", "type", "odd"));
        assertEquals("-ERR Invalid client ID\r\n", reply("client", "list", "id", "x"));
        assertEquals("-ERR syntax error\r\n", reply("client", "list", "id"));
        assertEquals("-ERR syntax error\r\n", reply("client", "list", "all"));
    }

    @Test
    void switchesTakeOnAndOffOnly() {
        assertEquals("+OK\r\n", reply("client", "no-touch", "on"));
        assertTrue(tester.connection().isNoTouch());
        assertEquals("+OK\r\n", reply("client", "no-touch", "off"));
        assertFalse(tester.connection().isNoTouch());
        assertEquals("-ERR syntax error\r\n", reply("client", "no-evict", "maybe"));
    }

    @Test
    void replyIsAnsweredOnlyWhenOn() {
        assertEquals("", reply("client", "reply", "skip"));
        assertEquals(ReplyMode.SKIP_NEXT, tester.connection().replyMode());
        assertEquals("", reply("client", "reply", "off"));
        assertEquals(ReplyMode.OFF, tester.connection().replyMode());
        assertEquals("", reply("client", "reply", "skip"));
        assertEquals(ReplyMode.OFF, tester.connection().replyMode());
        assertEquals("+OK\r\n", reply("client", "reply", "on"));
        assertEquals(ReplyMode.ON, tester.connection().replyMode());
        assertEquals("-ERR syntax error\r\n", reply("client", "reply", "x"));
    }

    @Test
    void whatComesLaterIsAnUnknownSubcommand() {
        assertEquals(
                "-ERR unknown subcommand 'kill'. Try CLIENT HELP.\r\n",
                reply("client", "kill", "id", "1"));
    }

    @Test
    void helpListsTheSubcommands() {
        String help = tester.text("client", "help");
        assertTrue(help.contains("CLIENT <subcommand> [<arg> [value] [opt] ...]."), help);
        assertTrue(help.contains("SETNAME <name>"), help);
    }

    private List<String> ids(String... words) {
        return reply(words)
                .lines()
                .filter(line -> line.startsWith("id="))
                .map(line -> line.substring(3, line.indexOf(' ')))
                .toList();
    }

    private String reply(String... words) {
        return Ascii.string(tester.bytes(words));
    }
}

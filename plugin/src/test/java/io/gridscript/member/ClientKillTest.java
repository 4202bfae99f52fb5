package io.gridscript.member;

import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Int;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CLIENT KILL ends the connections that it means, and no others. */
class ClientKillTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private RespClient operator;
    private RespClient client;

    @BeforeEach
    void connect() throws IOException {
        operator = MEMBER.connect();
        client = MEMBER.connect();
    }

    @AfterEach
    void disconnect() throws IOException {
        operator.close();
        client.close();
    }

    private static String id(RespClient of) throws IOException {
        return "" + ((Int) of.call("CLIENT", "ID")).value();
    }

    private static String field(RespClient of, String name) throws IOException {
        String line = ((Bulk) of.call("CLIENT", "INFO")).text();
        int start = line.indexOf(" " + name + "=") + name.length() + 2;
        return line.substring(start, line.indexOf(' ', start));
    }

    @Test
    void byAddressInTheOldForm() throws IOException {
        assertEquals(status("OK"), operator.call("CLIENT", "KILL", field(client, "addr")));
        assertTrue(client.isClosedByPeer());
        assertEquals(status("PONG"), operator.call("PING"));
    }

    @Test
    void byId() throws IOException {
        assertEquals(integer(1), operator.call("CLIENT", "KILL", "ID", id(client)));
        assertTrue(client.isClosedByPeer());
    }

    @Test
    void allFiltersMustFit() throws IOException {
        String address = field(client, "addr");
        assertEquals(
                integer(0), operator.call("CLIENT", "KILL", "ADDR", address, "ID", id(operator)));
        assertEquals(
                integer(1),
                operator.call(
                        "CLIENT", "KILL", "ADDR", address, "TYPE", "normal", "USER", "default"));
        assertTrue(client.isClosedByPeer());
    }

    @Test
    void oneselfIsLeftOutUnlessAskedFor() throws IOException {
        assertEquals(integer(0), operator.call("CLIENT", "KILL", "ID", id(operator)));
        assertEquals(
                integer(1), operator.call("CLIENT", "KILL", "ID", id(operator), "SKIPME", "no"));
        assertTrue(operator.isClosedByPeer());
    }

    @Test
    void byLocalAddressAndAge() throws IOException {
        String local = field(client, "laddr");
        assertEquals(integer(0), operator.call("CLIENT", "KILL", "LADDR", local, "MAXAGE", "1000"));
        assertEquals(integer(1), operator.call("CLIENT", "KILL", "LADDR", local));
        assertTrue(client.isClosedByPeer());
    }

    @Test
    void aClientThatWaitsForAScriptIsKilledToo() throws IOException {
        client.send("EVAL", "while true do end", "0");
        MEMBER.awaitRunningScripts(1);
        assertEquals(integer(1), operator.call("CLIENT", "KILL", "TYPE", "normal"));
        assertTrue(client.isClosedByPeer());
        operator.call("SCRIPT", "KILL");
    }
}

package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that takes messages too slowly doesn't use up memory. */
class SlowListenerTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    private static final String DIRECTIVE = "client-output-buffer-limit";

    @Test
    void listenerWhoDoesNotReadIsClosedAndOthersGoOn() throws IOException {
        String message = "x".repeat(1 << 20);
        try (RespClient slow = MEMBER.connect();
                RespClient reading = MEMBER.connect();
                RespClient publisher = MEMBER.connect()) {
            slow.call("SUBSCRIBE", "news");
            reading.call("SUBSCRIBE", "news");
            // More than the limit and all the sockets' buffers together.
            int published = 0;
            while (!publisher
                    .call("PUBSUB", "NUMSUB", "news")
                    .equals(array(bulk("news"), integer(1)))) {
                publisher.call("PUBLISH", "news", message);
                reading.read();
                assertTrue(++published < 200, "the slow one is still there");
            }
            assertTrue(published > 31, "closed after " + published + " messages");
            assertEquals(integer(1), publisher.call("PUBLISH", "news", "end"));
            assertEquals(array(bulk("message"), bulk("news"), bulk("end")), reading.read());
        }
    }

    @Test
    void messagesThatWaitForTheReplyOfExecCount() throws IOException {
        String message = "x".repeat(1 << 20);
        try (RespClient busy = MEMBER.connectInResp3();
                RespClient publisher = MEMBER.connect()) {
            publisher.call("CONFIG", "SET", "busy-reply-threshold", "0");
            busy.call("SUBSCRIBE", "held");
            busy.call("MULTI");
            busy.call("EVAL", "while true do end", "0");
            busy.send("EXEC");
            int published = 0;
            while (publisher.call("PUBLISH", "held", message).equals(integer(1))) {
                assertTrue(++published < 200, "it is still there");
            }
            assertTrue(published > 31, "closed after " + published + " messages");
            assertTrue(busy.isClosedByPeer());
            Awaitility.await().until(() -> publisher.call("SCRIPT", "KILL").equals(status("OK")));
            publisher.call("CONFIG", "SET", "busy-reply-threshold", "5000");
        }
    }

    @Test
    void replyBeyondTheLimitIsNotSentThoughTheCommandHasRun() throws IOException {
        try (RespClient client = MEMBER.connect();
                RespClient other = MEMBER.connect()) {
            other.call("SET", "large", "x".repeat(200_000));
            assertEquals(status("OK"), other.call("CONFIG", "SET", DIRECTIVE, "normal 100kb 0 0"));
            try {
                assertEquals(bulk("small"), client.call("PING", "small"));
                client.call("CONFIG", "RESETSTAT");
                client.call("MULTI");
                client.call("GETSET", "large", "changed");
                client.send("EXEC");
                assertTrue(client.isClosedByPeer());
                assertEquals(bulk("changed"), other.call("GET", "large"));
                String stats = ((Bulk) other.call("INFO", "stats")).text();
                assertTrue(stats.contains("client_output_buffer_limit_disconnections:1"), stats);
            } finally {
                assertEquals(status("OK"), other.call("CONFIG", "SET", DIRECTIVE, "normal 0 0 0"));
            }
        }
    }

    @Test
    void limitsOfEachClassAreSetByThemselves() throws IOException {
        try (RespClient client = MEMBER.connect()) {
            String initial = "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60";
            assertEquals(
                    array(bulk(DIRECTIVE), bulk(initial)), client.call("CONFIG", "GET", DIRECTIVE));
            assertEquals(status("OK"), client.call("CONFIG", "SET", DIRECTIVE, "PubSub 1mb 2kb 3"));
            assertEquals(
                    status("OK"),
                    client.call("CONFIG", "SET", DIRECTIVE, "normal 1gb 0 0 replica 5 6 7"));
            assertEquals(
                    array(
                            bulk(DIRECTIVE),
                            bulk("normal 1073741824 0 0 slave 5 6 7 pubsub 1048576 2048 3")),
                    client.call("CONFIG", "GET", DIRECTIVE));
            refused(
                    client,
                    "pubsub 1 2",
                    "Wrong number of arguments in buffer limit configuration.");
            refused(
                    client,
                    "master 1 2 3",
                    "Invalid client class specified in buffer limit configuration.");
            for (String bad : new String[] {"pubsub x 2 3", "pubsub 1 2 -3", "normal 1 2 x"}) {
                refused(
                        client,
                        bad,
                        "Error in hard, soft or soft_seconds setting in buffer limit"
                                + " configuration.");
            }
            assertEquals(status("OK"), client.call("CONFIG", "SET", DIRECTIVE, initial));
        }
    }

    private static void refused(RespClient client, String value, String reason) throws IOException {
        assertEquals(
                error(
                        "ERR CONFIG SET failed (possibly related to argument '"
                                + DIRECTIVE
                                + "') - "
                                + reason),
                client.call("CONFIG", "SET", DIRECTIVE, value));
    }
}

package io.gridscript.member;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.InlineBudget;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pub/sub on one member: what is told of who listens, scripts, and the order of what is sent. */
class PubSubTest {

    @RegisterExtension static final RunningMember MEMBER = new RunningMember();

    @AfterEach
    void restoreBudget() {
        MEMBER.inlineBudget(InlineBudget.DEFAULT);
    }

    private static Value message(String channel, String text) {
        return new Aggregate('>', List.of(bulk("message"), bulk(channel), bulk(text)));
    }

    @Test
    void clientListAndInfoTellWhoListens() throws IOException {
        try (RespClient listener = MEMBER.connectInResp3();
                RespClient other = MEMBER.connect()) {
            String nobody = other.call("INFO", "clients").toString();
            assertTrue(nobody.contains("pubsub_clients:0"), nobody);
            listener.call("SUBSCRIBE", "a");
            listener.call("PSUBSCRIBE", "b*");
            listener.call("PSUBSCRIBE", "c*");
            listener.call("SSUBSCRIBE", "d");
            String own = listener.call("CLIENT", "INFO").toString();
            assertTrue(own.contains(" flags=P ") && own.contains(" sub=1 psub=2 ssub=1 "), own);

            String id = listener.call("CLIENT", "ID").toString().substring(1);
            String listening = other.call("CLIENT", "LIST", "TYPE", "pubsub").toString();
            assertTrue(listening.contains("id=" + id + " "), listening);
            String normal = other.call("CLIENT", "LIST", "TYPE", "normal").toString();
            assertFalse(normal.contains("id=" + id + " "), normal);

            String clients = other.call("INFO", "clients").toString();
            assertTrue(clients.contains("pubsub_clients:1"), clients);
            String stats = other.call("INFO", "stats").toString();
            assertTrue(stats.contains("pubsub_channels:1"), stats);
            assertTrue(stats.contains("pubsub_patterns:2"), stats);
            assertTrue(stats.contains("pubsubshard_channels:1"), stats);

            listener.call("RESET");
            assertEquals(array(), other.call("PUBSUB", "CHANNELS"));
            assertEquals(integer(0), other.call("PUBSUB", "NUMPAT"));
        }
    }

    @Test
    void connectionThatIsClosedListensNoMore() throws IOException {
        try (RespClient other = MEMBER.connect()) {
            RespClient listener = MEMBER.connect();
            listener.call("SUBSCRIBE", "closing");
            assertEquals(integer(1), other.call("PUBLISH", "closing", "x"));
            listener.close();
            Awaitility.await()
                    .until(() -> other.call("PUBLISH", "closing", "x").equals(integer(0)));
        }
    }

    @Test
    void scriptThatStartsAgainElsewherePublishesOnce() throws IOException {
        String script =
                "local n = redis.call('PUBLISH', 'once', 'begins')"
                        + " redis.call('INCR', 'runs')"
                        + " for i = 1, 200000 do local x = i * 2 end"
                        + " redis.call('PUBLISH', 'once', 'ends')"
                        + " return {n, redis.call('GET', 'runs')}";
        try (RespClient listener = MEMBER.connectInResp3();
                RespClient publisher = MEMBER.connect()) {
            listener.call("SUBSCRIBE", "once");
            for (boolean slow : new boolean[] {false, true}) {
                MEMBER.inlineBudget(elapsed -> slow);
                publisher.call("DEL", "runs");
                assertEquals(array(integer(1), bulk("1")), publisher.call("EVAL", script, "0"));
                assertEquals(message("once", "begins"), listener.read());
                assertEquals(message("once", "ends"), listener.read());
            }
            assertEquals(
                    new Aggregate('>', List.of(bulk("unsubscribe"), bulk("once"), integer(0))),
                    listener.call("UNSUBSCRIBE"));
        }
    }

    @Test
    void scriptThatFailsHasPublishedWhatItPublishedBefore() throws IOException {
        try (RespClient listener = MEMBER.connectInResp3();
                RespClient publisher = MEMBER.connect()) {
            listener.call("SUBSCRIBE", "failing");
            publisher.call("EVAL", "redis.call('PUBLISH', 'failing', 'x') error('e')", "0");
            assertEquals(message("failing", "x"), listener.read());
        }
    }

    @Test
    void messagesComeBetweenRepliesNeverWithinThem() throws IOException {
        int count = 300;
        String large = "v".repeat(10_000);
        try (RespClient listener = MEMBER.connectInResp3();
                RespClient publisher = MEMBER.connect()) {
            listener.call("SUBSCRIBE", "between");
            listener.call("SET", "large", large);
            for (int i = 0; i < count; i++) {
                listener.send("MGET", "large", "large", "none");
                listener.send("EVAL", "return {1, {2, KEYS[1]}}", "1", "k");
                publisher.send("PUBLISH", "between", String.valueOf(i));
            }
            int messages = 0;
            int replies = 0;
            while (messages < count || replies < 2 * count) {
                Value next = listener.read();
                if (next.equals(message("between", String.valueOf(messages)))) {
                    messages++;
                } else {
                    boolean isScript = replies++ % 2 == 1;
                    int size = ((Aggregate) next).elements().size();
                    assertEquals(isScript ? 2 : 3, size, next.toString());
                }
            }
            publisher.read(count);
        }
    }

    @Test
    void listenerThatIsIdleIsNotClosed() throws IOException {
        try (RespClient listener = MEMBER.connect();
                RespClient idle = MEMBER.connect();
                RespClient publisher = MEMBER.connect()) {
            listener.call("SUBSCRIBE", "idle");
            publisher.call("CONFIG", "SET", "timeout", "1");
            try {
                assertTrue(idle.isClosedByPeer());
            } finally {
                try (RespClient next = MEMBER.connect()) {
                    assertEquals(status("OK"), next.call("CONFIG", "SET", "timeout", "0"));
                }
            }
            try (RespClient next = MEMBER.connect()) {
                assertEquals(integer(1), next.call("PUBLISH", "idle", "x"));
            }
        }
    }
}

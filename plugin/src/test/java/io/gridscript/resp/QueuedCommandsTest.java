package io.gridscript.resp;

import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits for EXEC counts as what a client has sent and nobody has run. */
@Timeout(60)
class QueuedCommandsTest {

    private static final String LARGE = "x".repeat(400_000);

    @RegisterExtension
    static final RunningMember MEMBER =
            new RunningMember().with("client-query-buffer-limit", "1mb");

    @Test
    void connectionThatQueuesMoreThanTheLimitIsClosed() throws IOException {
        try (RespClient client = MEMBER.connect();
                RespClient other = MEMBER.connect()) {
            assertEquals(status("OK"), client.call("MULTI"));
            assertEquals(status("QUEUED"), client.call("SET", "a", LARGE));
            assertEquals(status("QUEUED"), client.call("SET", "b", LARGE));
            String line = other.call("CLIENT", "LIST").toString();
            assertTrue(line.contains(" multi-mem=" + 2 * (LARGE.length() + 4)), line);
            client.send("SET", "c", LARGE);
            assertTrue(client.isClosedByPeer());
            String info = other.call("INFO", "stats").toString();
            assertTrue(info.contains("client_query_buffer_limit_disconnections:1"), info);
        }
    }

    @Test
    void whatIsQueuedNoMoreDoesNotCount() throws IOException {
        try (RespClient client = MEMBER.connect()) {
            for (int i = 0; i < 4; i++) {
                assertEquals(status("OK"), client.call("MULTI"));
                assertEquals(status("QUEUED"), client.call("SET", "a", LARGE));
                assertEquals(status("QUEUED"), client.call("SET", "b", LARGE));
                client.call(i % 2 == 0 ? "EXEC" : "DISCARD");
            }
        }
    }
}

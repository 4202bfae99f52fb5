package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.grid.message.MessageKind;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Value;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A member that can't reach the others doesn't run scripts by SHA, and holds nobody up for long.
 */
@Timeout(120)
class LostLeaseTest {

    private static final String SOURCE = "return 'here'";
    private static final String SHA = Ascii.string(Sha1.hex(Ascii.bytes(SOURCE)));
    private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";

    private RunningMember authority;
    private RunningMember other;

    @BeforeEach
    void start() throws IOException {
        RunningMember first = new RunningMember().joinable().start();
        RunningMember second = new RunningMember().joining(first).start();
        first.awaitBalance(2);
        second.awaitBalance(2);
        authority = first.participants().isAuthority() ? first : second;
        other = authority == first ? second : first;
        try (RespClient client = first.connect()) {
            client.call("SCRIPT", "LOAD", SOURCE);
        }
        Awaitility.await().until(() -> other.assembly().authority().lease().isValid());
    }

    @AfterEach
    void stop() {
        sever(false);
        other.close();
        authority.close();
    }

    private void sever(boolean severed) {
        other.messages().sever(kind -> severed);
    }

    @Test
    void aFlushIsDoneWhenTheLeaseOfAMemberThatIsCutOffHasRunOut() throws IOException {
        try (RespClient client = authority.connect();
                RespClient cutOff = other.connect()) {
            sever(true);
            long start = System.nanoTime();
            assertEquals(bulk("here"), cutOff.call("EVALSHA", SHA, "0"), "the lease is valid");

            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH"));
            long took = System.nanoTime() - start;
            assertTrue(took > TimeUnit.SECONDS.toNanos(3), "took " + took + " ns");
            assertTrue(took < TimeUnit.SECONDS.toNanos(8), "took " + took + " ns");

            assertRefused(cutOff.call("EVALSHA", SHA, "0"));
            assertRefused(cutOff.call("EVALSHA_RO", SHA, "0"));
            assertRefused(cutOff.call("SCRIPT", "EXISTS", SHA));
            assertEquals(bulk("here"), cutOff.call("EVAL", SOURCE, "0"), "needs no lease");

            sever(false);
            assertEquals(error(NO_SCRIPT), cutOff.call("EVALSHA", SHA, "0"));
            assertEquals(array(integer(0)), cutOff.call("SCRIPT", "EXISTS", SHA));
        }
    }

    @Test
    void theAuthorityItselfIsCutOff() throws IOException {
        authority.messages().sever(kind -> true);
        try (RespClient client = authority.connect()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !authority.assembly().authority().lease().isValid());
            assertRefused(client.call("EVALSHA", SHA, "0"));
            authority.messages().sever(kind -> false);
            assertEquals(bulk("here"), client.call("EVALSHA", SHA, "0"));
        }
    }

    @Test
    void whatIsMissingIsFetchedBeforeAScriptIsLookedUp() throws IOException {
        try (RespClient client = authority.connect();
                RespClient cutOff = other.connect()) {
            sever(true);
            assertEquals(bulk(sha1("return 2")), client.call("SCRIPT", "LOAD", "return 2"));
            assertFalse(other.scripts().contains(Ascii.bytes(sha1("return 2"))));
            cutOff.send("EVALSHA", sha1("return 2"), "0");
            sever(false);
            assertEquals(integer(2), cutOff.read());
        }
    }

    @Test
    void transactionsWaitForTheLeaseToo() throws IOException {
        try (RespClient client = authority.connect();
                RespClient cutOff = other.connect()) {
            sever(true);
            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH"));
            cutOff.call("MULTI");
            cutOff.call("EVALSHA", SHA, "0");
            cutOff.call("SCRIPT", "EXISTS", SHA);
            cutOff.send("EXEC");
            sever(false);
            assertEquals(array(error(NO_SCRIPT), array(integer(0))), cutOff.read());
        }
    }

    @Test
    void whoRenewsButTakesNoStepsLosesTheLease() throws IOException {
        try (RunningMember third = new RunningMember().joining(authority).start()) {
            third.awaitBalance(3);
            List<RunningMember> members = List.of(authority, other, third);
            RunningMember lagging =
                    members.stream()
                            .filter(each -> !each.participants().isAuthority())
                            .findFirst()
                            .orElseThrow();
            RunningMember healthy = lagging == third ? authority : third;
            try (RespClient client = healthy.connect();
                    RespClient behind = lagging.connect()) {
                assertEquals(bulk("here"), client.call("EVALSHA", SHA, "0"));
                assertEquals(bulk("here"), behind.call("EVALSHA", SHA, "0"));
                lagging.messages().sever(kind -> kind == MessageKind.AUTHORITY_ORDER);
                client.send("SCRIPT", "FLUSH");
                assertEquals(bulk("here"), behind.call("EVALSHA", SHA, "0"), "not flushed yet");
                assertEquals(status("OK"), client.read());
                assertRefused(behind.call("EVALSHA", SHA, "0"));
                lagging.messages().sever(kind -> false);
                assertEquals(error(NO_SCRIPT), behind.call("EVALSHA", SHA, "0"));
            }
        }
    }

    private static void assertRefused(Value reply) {
        assertTrue(
                reply instanceof Failure failure
                        && failure.text().startsWith("ERR The script authority can't be reached"),
                reply.toString());
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }
}

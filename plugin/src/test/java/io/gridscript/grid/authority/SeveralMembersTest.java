package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered on one member holds on all of them, at once. */
@Timeout(120)
class SeveralMembersTest {

    private static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
    private static final int ROUNDS = 300;

    private static List<RunningMember> members;
    private static List<RespClient> clients;

    @BeforeAll
    static void start() throws IOException {
        RunningMember first = new RunningMember().joinable().start();
        members =
                List.of(
                        first,
                        new RunningMember().joining(first).start(),
                        new RunningMember().joining(first).lite().start());
        clients = List.of(connect(0), connect(1), connect(2));
    }

    private static RespClient connect(int member) throws IOException {
        return members.get(member).connect();
    }

    @AfterAll
    static void stop() {
        members.forEach(RunningMember::close);
    }

    @BeforeEach
    void flush() throws IOException {
        assertEquals(status("OK"), clients.get(0).call("SCRIPT", "FLUSH"));
    }

    @Test
    void aLoadedScriptRunsOnEveryMemberAtOnce() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String source = "return 'round " + round + "'";
            RespClient loading = clients.get(round % 3);
            assertEquals(bulk(sha1(source)), loading.call("SCRIPT", "LOAD", source));
            for (RespClient each : clients) {
                assertEquals(bulk("round " + round), each.call("EVALSHA", sha1(source), "0"));
                assertEquals(bulk(source), each.call("SCRIPT", "SHOW", sha1(source)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNC", "ASYNC"})
    void aFlushedScriptRunsOnNoMemberAfterTheReply(String mode) throws IOException {
        for (int round = 0; round < ROUNDS / 2; round++) {
            String source = "return '" + mode + round + "'";
            clients.get(round % 3).call("SCRIPT", "LOAD", source);
            RespClient flushing = clients.get((round + 1) % 3);
            assertEquals(status("OK"), flushing.call("SCRIPT", "FLUSH", mode));
            for (RespClient each : clients) {
                assertEquals(array(integer(0)), each.call("SCRIPT", "EXISTS", sha1(source)), mode);
                assertEquals(error(NO_SCRIPT), each.call("EVALSHA", sha1(source), "0"), mode);
            }
        }
    }

    @Test
    void manyAsyncFlushesLeaveNoOldStore() throws IOException {
        for (int i = 0; i < 200; i++) {
            clients.get(i % 3).call("SCRIPT", "LOAD", "return " + i);
            assertEquals(status("OK"), clients.get(i % 3).call("SCRIPT", "FLUSH", "ASYNC"));
        }
        clients.get(0).call("SCRIPT", "LOAD", "return 'kept'");
        String current = "gridscript.scripts." + members.get(0).scripts().generation();
        for (RunningMember each : members) {
            Set<String> expected = each.isLite() ? Set.of() : Set.of(current);
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertEquals(
                                            expected,
                                            new TreeSet<>(
                                                    each.assembly().authority().storeNames())));
        }
        for (RespClient each : clients) {
            assertEquals(array(integer(1)), each.call("SCRIPT", "EXISTS", sha1("return 'kept'")));
        }
    }

    @Test
    void evaluatedScriptsBecomeKnownEverywhere() throws IOException {
        for (RespClient each : clients) {
            String source = "return 'of " + clients.indexOf(each) + "'";
            each.call("EVAL", source, "0");
            for (RespClient other : clients) {
                Awaitility.await()
                        .untilAsserted(
                                () ->
                                        assertEquals(
                                                array(integer(1)),
                                                other.call("SCRIPT", "EXISTS", sha1(source))));
            }
        }
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }
}

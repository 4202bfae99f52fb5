package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered holds although the authority's member dies or leaves. */
@Timeout(120)
class TakeOverTest {

    private final List<RunningMember> members = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() {
        RunningMember first = new RunningMember().joinable().start();
        members.add(first);
        members.add(new RunningMember().joining(first).start());
        members.add(new RunningMember().joining(first).start());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        members.forEach(RunningMember::close);
    }

    /** Takes the member out that is the authority. */
    private RunningMember removeAuthority() {
        RunningMember authority =
                members.stream()
                        .filter(each -> each.participants().isAuthority())
                        .findFirst()
                        .orElseThrow();
        members.remove(authority);
        return authority;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loadsGoOnWhenTheAuthorityDiesOrLeaves(boolean dies) throws Exception {
        RunningMember authority = removeAuthority();
        List<String> loaded = new ArrayList<>();
        AtomicInteger count = new AtomicInteger();
        try (RespClient client = members.get(0).connect()) {
            Future<?> loading =
                    threads.submit(
                            () -> {
                                while (count.get() < 1000) {
                                    load(client, loaded, count.getAndIncrement());
                                }
                                return null;
                            });
            Awaitility.await().until(() -> count.get() > 50);
            end(authority, dies);
            int before = count.get();
            Awaitility.await().until(() -> count.get() > before + 50);
            count.addAndGet(1000);
            loading.get(30, TimeUnit.SECONDS);
        }
        for (RunningMember member : members) {
            try (RespClient client = member.connect()) {
                for (String source : loaded) {
                    assertEquals(array(integer(1)), client.call("SCRIPT", "EXISTS", sha1(source)));
                }
            }
        }
    }

    private static void load(RespClient client, List<String> loaded, int number)
            throws IOException {
        String source = "return " + number;
        assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
        loaded.add(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNC", "ASYNC"})
    void flushesGoOnWhenTheAuthorityDies(String mode) throws Exception {
        RunningMember authority = removeAuthority();
        AtomicInteger count = new AtomicInteger();
        try (RespClient one = members.get(0).connect();
                RespClient other = members.get(1).connect()) {
            Future<?> dying =
                    threads.submit(
                            () -> {
                                Awaitility.await().until(() -> count.get() > 50);
                                end(authority, true);
                            });
            while (!dying.isDone() || count.get() < 100) {
                String source = "return 'flush " + count.incrementAndGet() + "'";
                one.call("SCRIPT", "LOAD", source);
                assertEquals(status("OK"), other.call("SCRIPT", "FLUSH", mode));
                assertEquals(array(integer(0)), one.call("SCRIPT", "EXISTS", sha1(source)));
                assertEquals(array(integer(0)), other.call("SCRIPT", "EXISTS", sha1(source)));
            }
            dying.get();
        }
        awaitAgreement();
    }

    @Test
    void theLastMemberStillHasEverything() throws Exception {
        String source = "return 'kept'";
        try (RespClient client = members.get(0).connect()) {
            client.call("SCRIPT", "LOAD", source);
        }
        end(removeAuthority(), true);
        end(removeAuthority(), true);
        try (RespClient client = members.get(0).connect()) {
            assertEquals(bulk("kept"), client.call("EVALSHA", sha1(source), "0"));
            long start = System.nanoTime();
            assertEquals(status("OK"), client.call("SCRIPT", "FLUSH"));
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8));
        }
        awaitAgreement();
    }

    private void end(RunningMember member, boolean dies) {
        if (dies) {
            member.instance().getLifecycleService().terminate();
        } else {
            member.close();
        }
        Awaitility.await()
                .until(
                        () ->
                                members.stream()
                                        .allMatch(
                                                each ->
                                                        each.instance()
                                                                        .getCluster()
                                                                        .getMembers()
                                                                        .size()
                                                                == members.size()));
    }

    /** All members and the map have the same scripts, and there is one map. */
    private void awaitAgreement() {
        Agreement.await(members);
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }
}

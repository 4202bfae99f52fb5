package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name leads to the same script on every member, whatever happens to the members. */
@Timeout(120)
class ScriptNamesTest {

    private static final String NO_SCRIPT =
            "NOSCRIPT No script has that name. Please use SCRIPT LOAD.";

    private static String version(String name, int number) {
        return "-- @name " + name + "\nreturn '" + name + " " + number + "'";
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }

    private static void load(RespClient client, String name, int number) throws IOException {
        String source = version(name, number);
        assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
    }

    private static void assertNamed(RespClient client, String name, int number) throws IOException {
        assertEquals(bulk(sha1(version(name, number))), client.call("GRIDSCRIPT", "SHA", name));
        assertEquals(bulk(name + " " + number), client.call("EVALNAME", name, "0"));
    }

    @Test
    void theLastLoadWinsOnEveryMemberAtOnceAndAFlushTakesTheName() throws IOException {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start();
                RunningMember lite = new RunningMember().joining(first).lite().start();
                RespClient one = first.connect();
                RespClient two = second.connect();
                RespClient three = lite.connect()) {
            List<RespClient> clients = List.of(one, two, three);
            for (int round = 0; round < 100; round++) {
                // Five versions, so that most of them are loaded again.
                load(clients.get(round % 3), "take", round * 7 % 5);
                for (RespClient each : clients) {
                    assertNamed(each, "take", round * 7 % 5);
                }
                if (round % 20 == 19) {
                    String mode = round % 40 == 19 ? "SYNC" : "ASYNC";
                    assertEquals(status("OK"), two.call("SCRIPT", "FLUSH", mode));
                    for (RespClient each : clients) {
                        assertEquals(error(NO_SCRIPT), each.call("EVALNAME", "take", "0"));
                        assertEquals(error(NO_SCRIPT), each.call("GRIDSCRIPT", "SHA", "take"));
                    }
                }
            }
            load(one, "take", 1);
            one.call("EVAL", version("take", 2), "0");
            two.call("EVAL", version("mine", 1), "0");
            for (RespClient each : clients) {
                assertNamed(each, "take", 1);
                assertEquals(error(NO_SCRIPT), each.call("EVALNAME", "mine", "0"));
            }
            // Some members have evicted it by then, and some have not.
            for (int i = 0; i < 600; i++) {
                one.call("EVAL", "return " + i, "0");
            }
            for (RespClient each : clients) {
                assertNamed(each, "take", 1);
            }
            // Each index evicts for itself; the map follows the authority's.
            RunningMember authority =
                    Stream.of(first, second)
                            .filter(each -> each.participants().isAuthority())
                            .findFirst()
                            .orElseThrow();
            Agreement.await(List.of(authority));
        }
    }

    @Test
    void membersThatJoinAndMembersThatAreLeftAgree() throws IOException {
        List<RunningMember> members = new ArrayList<>();
        try {
            members.add(new RunningMember().joinable().start());
            for (int i = 0; i < 20; i++) {
                try (RespClient client = members.get(0).connect()) {
                    load(client, "a", i);
                    load(client, "b", 20 - i);
                }
            }
            try (RespClient client = members.get(0).connect()) {
                load(client, "b", 20);
            }
            for (int i = 0; i < 2; i++) {
                members.add(new RunningMember().joining(members.get(0)).start());
                try (RespClient joined = members.get(i + 1).connect()) {
                    assertNamed(joined, "a", 19);
                    assertNamed(joined, "b", 20);
                }
            }
            RunningMember authority =
                    members.stream()
                            .filter(each -> each.participants().isAuthority())
                            .findFirst()
                            .orElseThrow();
            try (RespClient client = members.get(2).connect()) {
                load(client, "a", 3);
            }
            members.remove(authority);
            authority.instance().getLifecycleService().terminate();
            for (RunningMember each : members) {
                try (RespClient client = each.connect()) {
                    assertNamed(client, "a", 3);
                    assertNamed(client, "b", 20);
                }
            }
            try (RespClient client = members.get(0).connect()) {
                load(client, "a", 4);
            }
            Agreement.await(members);
        } finally {
            members.forEach(RunningMember::close);
        }
    }

    @Test
    void loadsOfOneNameFromEverywhereEndInAgreementThoughTheAuthorityDies() throws Exception {
        long seed = Seed.get();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<RunningMember> members = new ArrayList<>();
        try {
            members.add(new RunningMember().joinable().start());
            members.add(new RunningMember().joining(members.get(0)).start());
            members.add(new RunningMember().joining(members.get(0)).start());
            RunningMember authority =
                    members.stream()
                            .filter(each -> each.participants().isAuthority())
                            .findFirst()
                            .orElseThrow();
            members.remove(authority);
            List<Future<?>> loading = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                RunningMember member = members.get(thread % 2);
                Random random = new Random(seed + thread);
                loading.add(threads.submit(() -> loadMany(member, random)));
            }
            authority.instance().getLifecycleService().terminate();
            for (Future<?> each : loading) {
                each.get(60, TimeUnit.SECONDS);
            }
            Agreement.await(members);
            for (int name = 0; name < 3; name++) {
                String found = found(members.get(0), "n" + name);
                assertEquals(found, found(members.get(1), "n" + name), "seed " + seed);
            }
        } finally {
            threads.shutdownNow();
            members.forEach(RunningMember::close);
        }
    }

    private static Object loadMany(RunningMember member, Random random) throws IOException {
        try (RespClient client = member.connect()) {
            for (int i = 0; i < 150; i++) {
                load(client, "n" + random.nextInt(3), random.nextInt(6));
            }
            return null;
        }
    }

    private static String found(RunningMember member, String name) throws IOException {
        try (RespClient client = member.connect()) {
            return client.call("GRIDSCRIPT", "SHA", name).toString();
        }
    }

    @Test
    void bothSidesOfASplitClusterAgreeAfterwards() throws IOException {
        try (RunningMember one = new RunningMember().joinable().merging().start();
                RunningMember other = new RunningMember().joinable().merging().start()) {
            try (RespClient client = one.connect();
                    RespClient another = other.connect()) {
                for (int i = 0; i < 5; i++) {
                    load(client, "take", i);
                    load(another, "take", i);
                    load(client, "early", i);
                }
                load(another, "take", 0);
                load(another, "early", 7);
                load(client, "mine", 1);
                load(another, "theirs", 1);
            }
            SplitBrainTest.merge(one, other);
            Agreement.await(List.of(one, other));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertMerged(one, other));
            try (RespClient client = one.connect();
                    RespClient another = other.connect()) {
                load(another, "take", 3);
                assertNamed(client, "take", 3);
            }
        }
    }

    private static void assertMerged(RunningMember one, RunningMember other) throws IOException {
        try (RespClient client = one.connect();
                RespClient another = other.connect()) {
            for (RespClient each : List.of(client, another)) {
                assertNamed(each, "mine", 1);
                assertNamed(each, "theirs", 1);
            }
            for (String name : List.of("take", "early")) {
                String found = client.call("GRIDSCRIPT", "SHA", name).toString();
                assertTrue(found.length() > 40, found);
                assertEquals(found, another.call("GRIDSCRIPT", "SHA", name).toString());
            }
        }
    }
}

package io.gridscript.grid.authority;

import static io.gridscript.member.RespClient.array;
import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.Seed;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.reply.Ascii;
import io.gridscript.script.Sha1;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that join have everything when their port opens, whatever goes on meanwhile. */
@Timeout(120)
class JoiningTest {

    private static final int SCRIPTS = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scriptsAndSettingsAreThereWhenThePortOpens(boolean lite) throws IOException {
        try (RunningMember first = new RunningMember().joinable().start();
                RespClient client = first.connect()) {
            for (int i = 0; i < SCRIPTS; i++) {
                client.call("SCRIPT", "LOAD", "return " + i);
            }
            client.call("EVAL", "return 'evaluated'", "0");
            assertEquals(status("OK"), client.call("CONFIG", "SET", "timeout", "77"));
            RunningMember joining = new RunningMember().joining(first);
            try (RunningMember joined = (lite ? joining.lite() : joining).start();
                    RespClient other = joined.connect()) {
                for (int i = 0; i < SCRIPTS; i++) {
                    assertEquals(integer(i), other.call("EVALSHA", sha1("return " + i), "0"));
                }
                assertEquals(
                        array(integer(1)),
                        other.call("SCRIPT", "EXISTS", sha1("return 'evaluated'")));
                assertEquals(
                        array(bulk("timeout"), bulk("77")), other.call("CONFIG", "GET", "timeout"));
            }
        }
    }

    @Test
    void configSetHoldsOnEveryMemberAtOnce() throws IOException {
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second =
                        new RunningMember().joining(first).with("timeout", "5").start();
                RespClient one = first.connect();
                RespClient other = second.connect()) {
            List<RespClient> clients = List.of(one, other);
            for (int i = 0; i < 100; i++) {
                String value = Integer.toString(100 + i);
                assertEquals(
                        status("OK"),
                        clients.get(i % 2)
                                .call("CONFIG", "SET", "TIMEOUT", value, "maxclients", value));
                for (RespClient each : clients) {
                    assertEquals(
                            array(bulk("timeout"), bulk(value)),
                            each.call("CONFIG", "GET", "timeout"));
                    assertEquals(
                            array(bulk("maxclients"), bulk(value)),
                            each.call("CONFIG", "GET", "maxclients"));
                }
            }
            assertEquals(
                    error(
                            "ERR CONFIG SET failed (possibly related to argument 'maxclients') -"
                                    + " argument must be between 1 and 4294967295 inclusive"),
                    other.call("CONFIG", "SET", "timeout", "3", "maxclients", "0"));
            assertEquals(array(bulk("timeout"), bulk("199")), one.call("CONFIG", "GET", "timeout"));
            assertEquals(status("OK"), one.call("CONFIG", "SET", "requirepass", "secret"));
            try (RespClient stranger = second.connect()) {
                assertEquals(error("NOAUTH Authentication required."), stranger.call("GET", "k"));
            }
        }
    }

    @Test
    void everybodyAgreesAfterARaceInWhichMembersComeAndGo() throws Exception {
        long seed = Seed.get();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RunningMember first = new RunningMember().joinable().start();
                RunningMember second = new RunningMember().joining(first).start()) {
            List<Future<?>> races = new ArrayList<>();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            for (int i = 0; i < 4; i++) {
                RunningMember member = i % 2 == 0 ? first : second;
                Random random = new Random(seed + i);
                races.add(threads.submit(() -> race(member, random, end)));
            }
            try (RunningMember third = new RunningMember().joining(first).lite().start();
                    RunningMember fourth = new RunningMember().joining(first).start()) {
                races.add(threads.submit(() -> race(third, new Random(seed + 5), end)));
                races.add(threads.submit(() -> race(fourth, new Random(seed + 6), end)));
                for (Future<?> each : races) {
                    each.get();
                }
                Agreement.await(List.of(first, second, third, fourth));
            }
            Agreement.await(List.of(first, second));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void race(RunningMember member, Random random, long end) throws IOException {
        try (RespClient client = member.connect()) {
            while (System.nanoTime() - end < 0) {
                String source = "return " + random.nextInt(60);
                switch (random.nextInt(14)) {
                    case 0 -> assertEquals(status("OK"), client.call("SCRIPT", "FLUSH", "SYNC"));
                    case 1 -> assertEquals(status("OK"), client.call("SCRIPT", "FLUSH", "ASYNC"));
                    case 2, 3, 4, 5 ->
                            assertEquals(bulk(sha1(source)), client.call("SCRIPT", "LOAD", source));
                    case 6 -> client.call("EVALSHA", sha1(source), "0");
                    default -> client.call("EVAL", source, "0");
                }
            }
        }
        return null;
    }

    private static String sha1(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }
}

package io.gridscript.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random requests to a member and to a redis-server, as many as {@code test.commands}
 * says, from {@code test.seed} on. {@code test.against=redis} puts another redis-server in the
 * member's place, which tells whether something is asked that no two servers would answer alike.
 */
class DifferentialFuzzTest {

    private static final int COMMANDS = Integer.getInteger("test.commands", 20_000);
    private static final int EPISODE = 200;

    /** The bounded run is the same each time; long runs begin elsewhere. */
    private static final long SEED = 1_000_000;

    private static final int MOST_REPORTED = Integer.getInteger("test.reported", 3);

    private static RedisOracle redis;
    private static RedisOracle otherRedis;
    private static RunningMember member;
    private static int tested;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisOracle.start();
        if (System.getProperty("test.against", "").equals("redis")) {
            otherRedis = RedisOracle.start();
            tested = otherRedis.port();
        } else {
            member = new RunningMember().with("enable-debug-command", "yes").start();
            tested = member.port();
        }
    }

    @AfterAll
    static void stop() {
        for (RedisOracle each : new RedisOracle[] {redis, otherRedis}) {
            if (each != null) {
                each.close();
            }
        }
        if (member != null) {
            member.close();
        }
    }

    static List<List<Sending>> found() {
        return Requests.found();
    }

    @ParameterizedTest
    @MethodSource("found")
    void whatWasFoundOnceIsAsInRedis(List<Sending> episode) throws IOException {
        try (Side theirs = new Side(redis.port());
                Side ours = new Side(tested)) {
            assertEquals(Optional.empty(), new Duel(theirs, ours).play(episode));
        }
    }

    @Test
    void repliesAreThoseOfRedis() throws IOException {
        long first = Long.getLong("test.seed", SEED);
        try (Side theirs = new Side(redis.port());
                Side ours = new Side(tested)) {
            Duel duel = new Duel(theirs, ours);
            List<String> found = new ArrayList<>();
            long seed = first;
            for (int sent = 0; sent < COMMANDS && found.size() < MOST_REPORTED; seed++) {
                List<Sending> episode = new Requests().episode(EPISODE, new Random(seed));
                sent += episode.size();
                Optional<Duel.Difference> difference = duel.play(episode);
                if (difference.isPresent()) {
                    found.add(report(seed, episode, difference.get(), duel));
                }
            }
            assertTrue(found.isEmpty(), () -> String.join("\n\n", found));
        }
    }

    private static String report(long seed, List<Sending> episode, Duel.Difference first, Duel duel)
            throws IOException {
        List<Sending> shortest = new Shrinking(duel).shortest(episode);
        Optional<Duel.Difference> again = duel.play(shortest);
        String way = shortest.stream().map(Sending::toString).collect(Collectors.joining("\n"));
        String what =
                again.map(Duel.Difference::toString)
                        .orElse("now the same, but at first after all of it: " + first);
        return "again with -Dtest.seed=" + seed + ", the shortest way:\n" + way + "\n" + what;
    }
}

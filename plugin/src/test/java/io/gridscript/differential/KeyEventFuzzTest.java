package io.gridscript.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a member and a redis-server tell of keys while they get the same random requests: the same
 * events in the same order. {@code test.events} says how many requests, {@code test.seed} from
 * which seed on.
 */
class KeyEventFuzzTest {

    private static final int COMMANDS = Integer.getInteger("test.events", 10_000);
    private static final int EPISODE = 100;
    private static final long SEED = 2_000_000;

    @RegisterExtension static final RedisOracle REDIS = new RedisOracle();

    @RegisterExtension
    static final RunningMember MEMBER = new RunningMember().with("enable-debug-command", "yes");

    @Test
    void eventsOfKeysAreThoseOfRedis() throws IOException {
        try (Side theirs = new Side(REDIS.port(), true);
                Side ours = new Side(MEMBER.port(), true)) {
            Duel duel = new Duel(theirs, ours);
            long seed = Long.getLong("test.seed", SEED);
            for (int sent = 0; sent < COMMANDS; seed++) {
                List<Sending> episode = new Requests().episode(EPISODE, new Random(seed));
                sent += episode.size();
                Optional<Duel.Difference> difference = duel.play(episode);
                if (difference.isPresent()) {
                    List<Sending> shortest = new Shrinking(duel).shortest(episode);
                    assertEquals(
                            Optional.empty(),
                            duel.play(shortest),
                            "seed " + seed + " after " + sent + ": " + shortest);
                }
            }
        }
    }
}

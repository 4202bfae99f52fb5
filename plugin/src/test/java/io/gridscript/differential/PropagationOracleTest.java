package io.gridscript.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas of a member are sent the commands that those of a redis-server are sent. */
class PropagationOracleTest {

    private static final int COMMANDS = Integer.getInteger("test.commands", 10_000);
    private static final int EPISODE = 200;
    private static final long SEED = Long.getLong("test.seed", 3_000_000);

    @RegisterExtension
    static final RedisOracle REDIS = new RedisOracle("--repl-ping-replica-period", "3600");

    @RegisterExtension
    static final RunningMember MEMBER =
            new RunningMember()
                    .with("enable-debug-command", "yes")
                    .with("repl-ping-replica-period", "3600");

    @Test
    void replicasAreSentTheSameCommands() throws IOException {
        List<String> different = new ArrayList<>();
        try (Side theirs = new Side(REDIS.port());
                Side ours = new Side(MEMBER.port())) {
            long seed = SEED;
            for (int sent = 0; sent < COMMANDS; seed++) {
                List<Request> episode =
                        new Requests()
                                .episode(EPISODE, new Random(seed)).stream()
                                        .map(Sending::request)
                                        .toList();
                sent += episode.size();
                List<List<String>> their = propagated(theirs, REDIS.port(), episode);
                List<List<String>> our = propagated(ours, MEMBER.port(), episode);
                for (int i = 0; i < episode.size(); i++) {
                    if (!comparable(their.get(i)).equals(comparable(our.get(i)))) {
                        different.add(
                                String.format(
                                        "-Dtest.seed=%d: %s%n  Redis: %s%n  here:  %s",
                                        seed, episode.get(i), their.get(i), our.get(i)));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", different));
    }

    /**
     * Since 7.2 replicas are also told how many entries a group has read, and payloads of DUMP,
     * which scripts restore, are of a version.
     */
    private static List<String> comparable(List<String> commands) {
        List<String> common = new ArrayList<>(commands);
        common.replaceAll(command -> command.replaceAll("(?s)^(\\d+: RESTORE \\S+ ).*", "$1"));
        common.removeIf(command -> command.matches("(?s).* XGROUP SETID .* ENTRIESREAD [0-9-]+"));
        if (common.size() <= 3) {
            common.removeAll(List.of("MULTI", "EXEC"));
        }
        return common;
    }

    /** What replicas are sent for each request. */
    private static List<List<String>> propagated(Side side, int port, List<Request> episode)
            throws IOException {
        side.begin();
        List<List<String>> all = new ArrayList<>();
        String database = "none";
        try (RespClient replica = new RespClient(port)) {
            replica.send("SYNC");
            replica.readUnterminatedBulk();
            for (int i = 0; i < episode.size(); i++) {
                List<String> commands = new ArrayList<>();
                all.add(commands);
                side.replies(0, List.of(episode.get(i)));
                String end = "PUBLISH end-of " + i;
                side.replies(1, List.of(new Request(List.of("PUBLISH", "end-of", "" + i), false)));
                for (String next = next(replica); !next.equals(end); next = next(replica)) {
                    if (next.startsWith("SELECT ")) {
                        database = next.substring("SELECT ".length());
                    } else if (!isOfConsumer(next) && !next.equals("PING")) {
                        // 7.0 selected before MULTI what is selected after it since.
                        boolean isMulti = next.equals("MULTI") || next.equals("EXEC");
                        commands.add(isMulti ? next : database + ": " + next);
                    }
                }
            }
        }
        return all;
    }

    /** Reading and claiming in vain makes consumers, of which Redis tells replicas nothing. */
    private static boolean isOfConsumer(String command) {
        return command.toUpperCase(Locale.ROOT).startsWith("XGROUP CREATECONSUMER ");
    }

    private static String next(RespClient replica) throws IOException {
        List<String> words = new ArrayList<>();
        ((Aggregate) replica.read()).elements().forEach(word -> words.add(((Bulk) word).text()));
        words.set(0, words.get(0).toUpperCase(Locale.ROOT));
        return words.stream()
                .map(PropagationOracleTest::withoutTime)
                .collect(Collectors.joining(" "));
    }

    /** Two servers never run a command in the same millisecond for sure. */
    private static String withoutTime(String word) {
        return word.matches("[1-9][0-9]{12,18}(-[0-9]+)?") ? "(time)" : word;
    }
}

package io.gridscript.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.Command;
import io.gridscript.command.server.RandomRequests;
import io.gridscript.member.RespClient;
import io.gridscript.member.RunningMember;
import io.gridscript.oracle.RedisOracle;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A redis-server that is a replica of a member has the same data as the member, whatever is asked
 * of that: {@code test.commands} random requests, from {@code test.seed} on.
 */
class ReplicaFuzzTest {

    private static final int COMMANDS = Integer.getInteger("test.commands", 10_000);
    private static final int EPISODE = 200;
    private static final int FIRST_TYPE_OF_7_2 = 20;
    private static final long SEED = Long.getLong("test.seed", 2_000_000);

    private static RunningMember member;
    private static RedisOracle replica;

    @BeforeAll
    static void start() throws IOException {
        member = new RunningMember().with("enable-debug-command", "yes").start();
        replica = RedisOracle.startReplica(member.port());
    }

    @AfterAll
    static void stop() {
        if (replica != null) {
            replica.close();
        }
        if (member != null) {
            member.close();
        }
    }

    @Test
    void aReplicaHasTheSameDataAfterRequestsOfAllKinds() throws IOException {
        try (Side ours = new Side(member.port())) {
            long seed = SEED;
            for (int sent = 0; sent < COMMANDS; seed++) {
                List<Sending> episode = new Requests().episode(EPISODE, new Random(seed));
                sent += episode.size();
                ours.begin();
                for (Sending each : episode) {
                    ours.replies(each.connection(), List.of(each.request()));
                }
                compare("again with -Dtest.seed=" + seed, episode);
            }
        }
    }

    /** What draws at random, depends on the clock or ends soon is among these. */
    @Test
    void aReplicaHasTheSameDataAfterRequestsForEveryCommandThatWrites() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (Command each : member.commands()) {
            addWriting(each, commands::add);
            each.subcommands().values().forEach(any -> addWriting(any, commands::add));
        }
        try (RespClient client = member.connect()) {
            long seed = SEED;
            for (int sent = 0; sent < COMMANDS; seed++) {
                Random random = new Random(seed);
                RandomRequests requests =
                        new RandomRequests(random, System::currentTimeMillis, commands);
                List<String> way = new ArrayList<>();
                client.call("FLUSHALL");
                for (int i = 0; i < EPISODE; i++, sent++) {
                    String[] words = next(random, commands, requests);
                    way.add(String.join(" ", words));
                    client.call(words);
                }
                compare("again with -Dtest.seed=" + seed, way);
            }
        }
    }

    @Test
    void aReplicaThatComesWhileCommandsRunHasTheSameData() throws Exception {
        List<Command> commands = new ArrayList<>();
        for (Command each : member.commands()) {
            addWriting(each, commands::add);
            each.subcommands().values().forEach(any -> addWriting(any, commands::add));
        }
        commands.removeIf(command -> command.spec().name().startsWith("flush"));
        AtomicBoolean isThere = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (RespClient client = member.connect()) {
            client.call("FLUSHALL");
            client.call("DEBUG", "POPULATE", "200000");
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> write(commands, isThere, sent));
            try (RedisOracle late = RedisOracle.startReplica(member.port());
                    RedisOracle.Connection onLate = late.connect()) {
                Awaitility.await()
                        .until(
                                () ->
                                        onLate.call("INFO", "replication")
                                                .toString()
                                                .contains("master_link_status:up"));
                isThere.set(true);
                writing.join();
                assertTrue(sent.get() > 0);
                compare(late, sent + " requests while it came", List.of());
            }
        }
    }

    private static void write(List<Command> commands, AtomicBoolean ends, AtomicInteger sent) {
        Random random = new Random(SEED);
        RandomRequests requests = new RandomRequests(random, System::currentTimeMillis, commands);
        try (RespClient client = member.connect()) {
            while (!ends.get()) {
                client.call(next(random, commands, requests));
                client.call("INCR", "key:" + random.nextInt(200_000));
                client.call("DEL", "key:" + random.nextInt(200_000));
                sent.incrementAndGet();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void addWriting(Command command, Consumer<Command> found) {
        boolean isAskedFor =
                command.isWrite()
                        && !command.spec().name().equals("migrate")
                        && command.blockingBody() == null;
        if (isAskedFor) {
            found.accept(command);
        }
    }

    private static String[] next(Random random, List<Command> commands, RandomRequests requests) {
        String[] words = requests.next(commands.get(random.nextInt(commands.size())).spec());
        if (isNewer(words)) {
            return next(random, commands, requests);
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                return inScript(words);
            }
            default -> {
                return words;
            }
        }
    }

    /** What came with 7.2 is unknown to 7.0. */
    private static boolean isNewer(String[] words) {
        return words[0].equals("restore")
                && words.length > 3
                && !words[3].isEmpty()
                && words[3].charAt(0) >= FIRST_TYPE_OF_7_2
                && words[3].charAt(0) < 0x80;
    }

    private static String[] inScript(String[] words) {
        String[] eval = new String[words.length + 3];
        eval[0] = "EVAL";
        eval[1] = "redis.call('set', 'script', 1) return redis.pcall(unpack(ARGV))";
        eval[2] = "0";
        System.arraycopy(words, 0, eval, 3, words.length);
        return eval;
    }

    private static void compare(String how, List<?> way) throws IOException {
        compare(replica, how, way);
    }

    private static void compare(RedisOracle compared, String how, List<?> way) throws IOException {
        try (RespClient client = member.connect();
                RedisOracle.Connection other = compared.connect()) {
            Awaitility.await().until(() -> offset(client).equals(offset(other)));
            try {
                Awaitility.await()
                        .until(
                                () ->
                                        client.call("DEBUG", "DIGEST")
                                                .equals(other.call("DEBUG", "DIGEST")));
            } catch (RuntimeException differs) {
                StringBuilder all = new StringBuilder(how);
                way.forEach(each -> all.append('\n').append(each));
                throw new AssertionError(all.toString(), differs);
            }
            String statistics = other.call("INFO", "errorstats").toString();
            assertTrue(!statistics.contains("errorstat"), () -> how + ": " + statistics);
        }
    }

    private static Value offset(RespClient client) throws IOException {
        return ((Aggregate) client.call("ROLE")).elements().get(1);
    }

    /** A replica tells it last. */
    private static Value offset(RedisOracle.Connection connection) throws IOException {
        List<Value> role = ((Aggregate) connection.call("ROLE")).elements();
        return role.get(role.size() - 1);
    }
}

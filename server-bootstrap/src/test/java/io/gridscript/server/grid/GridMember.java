package io.gridscript.server.grid;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridscript.server.ServerProcess;
import io.gridscript.server.grid.Replica.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;

/** One member of a grid: a process that serves a Redis port. */
final class GridMember implements AutoCloseable {

    /**
     * Small, and quick to start: many members share few cores. Hazelcast needn't wait for others
     * before the first ones join.
     */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xmx320m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.config.file=src/test/grid-logging.properties",
                    "-Djava.util.logging.manager=io.gridscript.server.LastingLogManager",
                    "-Dhazelcast.partition.count=17",
                    "-Dhazelcast.operation.thread.count=2",
                    "-Dhazelcast.wait.seconds.before.join=0",
                    "-Dhazelcast.max.wait.seconds.before.join=0");

    private static final Pattern MEMBERS = Pattern.compile("Members \\{size:(\\d+),");
    private static final Pattern HEAP_USED = Pattern.compile("allocator_allocated:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);
    private static final int TAIL = 30;

    private final Seat seat;
    private final ServerProcess process;

    private GridMember(Seat seat, ServerProcess process) {
        this.seat = seat;
        this.process = process;
    }

    /**
     * Starts a member on that seat that joins the others; doesn't wait for anything.
     *
     * @param jvmOptions beside the usual ones
     */
    static GridMember start(
            Path folder,
            Seat seat,
            List<Seat> all,
            List<String> jvmOptions,
            List<String> directives)
            throws IOException {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(jvmOptions);
        List<String> words = new ArrayList<>();
        words.addAll(List.of("--port", Integer.toString(seat.port())));
        words.addAll(List.of("--bind", "127.0.0.1"));
        words.addAll(List.of("--member-port", Integer.toString(seat.memberPort())));
        words.addAll(List.of("--join", Seat.join(all)));
        words.addAll(List.of("--enable-debug-command", "yes"));
        words.addAll(directives);
        return new GridMember(
                seat, ServerProcess.startJar(folder, options, words.toArray(String[]::new)));
    }

    Seat seat() {
        return seat;
    }

    RespConnection connect() throws IOException {
        return new RespConnection(seat.port());
    }

    /** The first connection that the member accepts, at the very moment when its port opens. */
    RespConnection awaitPort() {
        return Awaitility.await("open " + seat)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(this::firstConnection, connection -> connection != null);
    }

    private RespConnection firstConnection() {
        Assertions.assertTrue(process.isAlive(), () -> "ended before its port opened: " + this);
        try {
            return connect();
        } catch (IOException notYet) {
            return null;
        }
    }

    /** Asks with a connection of its own. */
    Object ask(String... words) throws IOException {
        try (RespConnection connection = connect()) {
            return connection.call(words);
        }
    }

    Replica replica() throws IOException {
        Object reply;
        try (RespConnection connection = connect()) {
            // Asked again and again, also of members that stand still.
            connection.timeOutAfter(SHORT_PATIENCE);
            reply = connection.call("DEBUG", "GRID", "REPLICA");
        }
        if (reply instanceof String lines) {
            return Replica.parse(lines);
        }
        throw new IOException("no replica but " + reply);
    }

    boolean is(Role role) throws IOException {
        return replica().is(role);
    }

    /** The names of the record stores of script maps that this member has. */
    Set<String> scriptStores() throws IOException {
        Set<String> names = new TreeSet<>();
        Object reply = ask("DEBUG", "GRID", "STORES");
        if (!(reply instanceof Collection<?> stores)) {
            throw new IOException("no stores but " + reply);
        }
        stores.forEach(name -> names.add((String) name));
        return names;
    }

    /** How many members this one has in its latest view of the cluster. */
    int membersSeen() {
        int seen = 0;
        for (String line : process.out()) {
            Matcher members = MEMBERS.matcher(line);
            if (members.find()) {
                seen = Integer.parseInt(members.group(1));
            }
        }
        return seen;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power failure does. */
    void kill() throws IOException, InterruptedException {
        process.signal("KILL");
        process.awaitExit();
    }

    /** Lets it leave the grid in its own time. */
    void leave() throws InterruptedException {
        process.terminate();
        process.awaitExit();
    }

    /** Asks the process to end, without waiting for that. */
    void beginToLeave() {
        process.terminate();
    }

    /** Stops it in mid-air; returns when none of its threads runs any more. */
    void pause() throws IOException, InterruptedException {
        process.signal("STOP");
        Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
        Awaitility.await("stopped")
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.readString(status).contains(") T "));
    }

    void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** The bytes of heap in use after a collection of all that is garbage. */
    long heapAfterCollection() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collecting =
                new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                        .redirectErrorStream(true)
                        .start();
        String told = new String(collecting.getInputStream().readAllBytes(), UTF_8);
        Assertions.assertEquals(0, collecting.waitFor(), told);
        String memory = (String) ask("INFO", "memory");
        Matcher used = HEAP_USED.matcher(memory);
        Assertions.assertTrue(used.find(), memory);
        return Long.parseLong(used.group(1));
    }

    /** The lines of its log that belong to stack traces. */
    List<String> stackTraces() {
        List<String> log = new ArrayList<>(process.out());
        log.addAll(process.err());
        return log.stream().filter(line -> line.startsWith("\tat ")).toList();
    }

    /** What somebody needs who wants to know why a test failed. */
    String describe() {
        List<String> log = new ArrayList<>(process.out());
        log.addAll(process.err());
        return this
                + ", "
                + describeReplica()
                + ", end of its log:\n  "
                + String.join("\n  ", log.subList(Math.max(0, log.size() - TAIL), log.size()));
    }

    private String describeReplica() {
        if (!isAlive()) {
            return "ended";
        }
        try {
            return replica().toString();
        } catch (IOException | RuntimeException unknown) {
            return "replica unknown: " + unknown;
        }
    }

    @Override
    public String toString() {
        return "member on " + seat + ", process " + process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}

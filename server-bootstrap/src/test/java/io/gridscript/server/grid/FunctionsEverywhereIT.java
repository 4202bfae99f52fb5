package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Libraries are loaded and flushed for the whole grid, at once, whoever dies meanwhile. */
class FunctionsEverywhereIT {

    private static final int ROUNDS = Integer.getInteger("test.rounds", 300);

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    private final List<RespConnection> connections = new ArrayList<>();

    @BeforeEach
    void connect() throws IOException {
        for (GridMember member : grid().members()) {
            connections.add(member.connect());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        for (RespConnection connection : connections) {
            connection.close();
        }
    }

    private static Object load(RespConnection connection, String name, String result)
            throws IOException {
        return connection.call(
                "FUNCTION",
                "LOAD",
                "REPLACE",
                "#!lua name="
                        + name
                        + "\nredis.register_function('"
                        + name
                        + "', function() return '"
                        + result
                        + "' end)");
    }

    @Test
    void loadedFunctionRunsOnEveryMemberAtOnceAndAFlushedOneOnNone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String where = "round " + round + ": ";
            assertEquals("f", load(connections.get(round % 3), "f", "loaded " + round));
            for (Object reply : askAll("FCALL", "f", "0")) {
                assertEquals("loaded " + round, reply, where);
            }
            if (round % 3 == 0) {
                String mode = round % 2 == 0 ? "SYNC" : "ASYNC";
                RespConnection flushing = connections.get((round + 1) % 3);
                assertEquals("OK", flushing.call("FUNCTION", "FLUSH", mode));
                for (Object reply : askAll("FCALL", "f", "0")) {
                    assertEquals(new RespError("ERR Function not found"), reply, where);
                }
            }
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("kept" + i, load(connections.get(i % 3), "kept" + i, "kept " + i));
        }
        GridMember joiner = grid().startMember();
        try (RespConnection first = joiner.awaitPort()) {
            for (int i = 0; i < 100; i++) {
                assertEquals("kept " + i, first.call("FCALL", "kept" + i, "0"));
            }
        }
    }

    /** Asks all members at the same time. */
    private List<Object> askAll(String... words) throws IOException {
        List<Object> replies = new ArrayList<>();
        for (RespConnection connection : connections) {
            connection.send(words);
            connection.flush();
        }
        for (RespConnection connection : connections) {
            replies.add(connection.read());
        }
        return replies;
    }

    @Test
    void whatWasAnsweredHoldsAlthoughTheAuthorityIsKilledWhileLoading() throws Exception {
        GridMember authority = grid().authority();
        List<GridMember> staying = grid().membersBut(authority);
        List<String> loaded = new CopyOnWriteArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> loading = new ArrayList<>();
        for (int i = 0; i < staying.size(); i++) {
            int number = i;
            GridMember member = staying.get(i);
            loading.add(new Thread(() -> loadUntil(stopped, member, number, loaded)));
        }
        for (Thread thread : loading) {
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
        }
        Awaitility.await().until(() -> loaded.size() > 50);
        grid().kill(authority);
        int before = loaded.size();
        Awaitility.await().until(() -> loaded.size() > before + 50 || !failures.isEmpty());
        stopped.set(true);
        for (Thread thread : loading) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a client failed", failures.get(0));
        }
        for (GridMember member : staying) {
            try (RespConnection connection = member.connect()) {
                for (String name : loaded) {
                    assertEquals("result of " + name, connection.call("FCALL", name, "0"));
                }
            }
        }
        assertTrue(loaded.size() > before, "loads went on");
    }

    private static void loadUntil(
            AtomicBoolean stopped, GridMember member, int number, List<String> loaded) {
        try (RespConnection connection = member.connect()) {
            for (int i = 0; !stopped.get(); i++) {
                String name = "f" + number + "_" + i;
                assertEquals(name, load(connection, name, "result of " + name));
                loaded.add(name);
            }
        } catch (IOException broken) {
            throw new AssertionError("connection to " + member, broken);
        }
    }

    private Grid grid() {
        return grids.grid();
    }
}

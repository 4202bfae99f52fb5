package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.server.grid.Clients.Breaks;
import io.gridscript.server.grid.Kill.Moment;
import io.gridscript.server.grid.Kill.Victim;
import io.gridscript.server.grid.Replica.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Members die by SIGKILL, one at a time, while clients of all members write. Nothing that was
 * acknowledged is lost, nothing runs twice, and scripts that were loaded stay.
 *
 * <p>No member is killed while it has the only whole copy of the data: that loss would be the
 * promised one.
 */
class KilledMembersIT {

    private static final int KILLS = Integer.getInteger("test.kills", 20);
    private static final long SEED = Long.getLong("test.seed", 29_460_176_185_661L);

    /** A script that no client runs, for those who join. */
    private static final String LOADED = "return 'loaded'";

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    private final FlushWindow flushes = new FlushWindow();
    private final Counting scripts = new Counting("scripts");
    private final Counting transactions = new Counting("transactions");
    private final Counting pipelines = new Counting("pipelines");
    private final PipelinedCounting pipelined = new PipelinedCounting(pipelines);
    private final Random random = new Random(SEED);

    private Clients clients;
    private String loaded;
    private GridMember joiner;

    @AfterEach
    void stopClients() {
        if (clients != null) {
            clients.close();
        }
    }

    @Test
    void acknowledgedWritesAndLoadedScriptsOutliveMembers() throws Exception {
        grid().note("seed " + SEED);
        clients = new Clients(grid()::members, Breaks.EXPECTED);
        String sha = loadScripts(grid().member(0));
        for (int i = 0; i < 3; i++) {
            clients.start(new ScriptedCounting(scripts, sha, flushes));
        }
        clients.start(new TransactionalCounting(transactions));
        clients.start(pipelined);
        clients.start(pipelined);

        List<Kill> kills = Kill.sequence(KILLS);
        for (int i = 0; i < KILLS; i++) {
            grid().note("kill " + (i + 1) + " of " + KILLS + ": " + kills.get(i));
            kill(kills.get(i));
            clients.check();
            startAnother();
            if (i + 1 == KILLS || kills.get(i + 1).moment() != Moment.MIGRATING) {
                awaitJoined();
                grid().awaitBackedUp();
            }
            clients.check();
        }

        clients.stop();
        grid().awaitSettled();
        verify(sha);
    }

    private void kill(Kill kill) throws Exception {
        clients.hurry();
        switch (kill.moment()) {
            case QUIET -> {
                awaitFullSwing();
                grid().kill(awaitVictim(kill.victim()));
            }
            case MIGRATING -> {
                grid().kill(awaitVictim(kill.victim()));
                if (joiner.isAlive()) {
                    awaitJoined();
                }
            }
            case FLUSHING -> killInAFlush(awaitVictim(kill.victim()));
        }
        // Whoever replaces it takes its ports: it has to be gone for the others, too.
        grid().awaitMembers();
        clients.calm();
    }

    private void awaitFullSwing() {
        long before = acknowledged();
        Awaitility.await("clients in a hurry").until(() -> acknowledged() > before + 100);
    }

    private long acknowledged() {
        return scripts.ledger().acknowledged()
                + transactions.ledger().acknowledged()
                + pipelines.ledger().acknowledged();
    }

    private void killInAFlush(GridMember victim) throws Exception {
        flushes.open();
        try (Flusher flusher = Flusher.start(grid().membersBut(victim))) {
            // Somewhere in a round, not always at its begin.
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(1 + random.nextInt(30)))
                    .until(() -> true);
            grid().kill(victim);
            grid().awaitMembers();
            clients.calm();
            grid().note(flusher.stop() + " flushes around the kill");
        }
        loadScripts(grid().member(random.nextInt(grid().members().size())));
        flushes.close();
    }

    /** The member to kill, at a moment when another one has all data, too. */
    private GridMember awaitVictim(Victim victim) {
        return Awaitility.await("somebody to kill")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> dispensable(victim), member -> member != null);
    }

    /** Null where there is none now. */
    private GridMember dispensable(Victim victim) throws IOException {
        if (victim == Victim.JOINER) {
            return joiner;
        }
        for (GridMember member : grid().members()) {
            Replica replica = member.replica();
            if (replica.is(role(victim)) && (victim != Victim.OWNER || replica.backups() > 0)) {
                return member;
            }
        }
        return null;
    }

    private static Role role(Victim victim) {
        return switch (victim) {
            case OWNER -> Role.OWNER;
            case BACKUP -> Role.BACKUP;
            case BYSTANDER, JOINER -> Role.NONE;
        };
    }

    /** Returns when the others know it, at the begin of its migrations. */
    private void startAnother() throws IOException {
        joiner = grid().startMember();
        grid().awaitSeenByOthers(joiner);
    }

    /** Tries a loaded script on who has joined, as soon as its port is open. */
    private void awaitJoined() throws IOException {
        try (RespConnection first = joiner.awaitPort()) {
            assertEquals("loaded", first.call("EVALSHA", loaded, "0"), () -> "on " + joiner);
        }
    }

    /** Loads what the clients run, and what those who join are asked for. */
    private String loadScripts(GridMember member) throws IOException {
        loaded = (String) member.ask("SCRIPT", "LOAD", LOADED);
        return (String) member.ask("SCRIPT", "LOAD", ScriptedCounting.SCRIPT);
    }

    private void verify(String sha) throws IOException {
        for (GridMember member : grid().members()) {
            try (RespConnection connection = member.connect()) {
                scripts.verifyBoth(connection);
                scripts.verifyList(connection);
                transactions.verifyBoth(connection);
                pipelined.verify(connection);
                assertEquals(List.of(1L, 1L), connection.call("SCRIPT", "EXISTS", sha, loaded));
            }
        }
        for (Counting counting : List.of(scripts, transactions, pipelines)) {
            assertTrue(counting.ledger().acknowledged() > KILLS, () -> "few: " + counting.ledger());
        }
    }

    private Grid grid() {
        return grids.grid();
    }
}

package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.server.grid.Replica.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Members in processes of their own that form one grid; all of them end with it. */
final class Grid implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often the authority is moved before giving up. */
    private static final int MOVES = 6;

    private final Path folder;
    private final List<String> jvmOptions;
    private final List<String> directives;
    private final List<Seat> seats;
    private final List<GridMember> members = new CopyOnWriteArrayList<>();
    private final List<GridMember> gone = new CopyOnWriteArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Grid(Path folder, int members, List<String> jvmOptions, List<String> directives) {
        this.folder = folder;
        this.jvmOptions = jvmOptions;
        this.directives = directives;
        // One more than members, for somebody who joins.
        seats = Seat.free(members + 1);
    }

    /** Starts that many members and waits until their data is settled. */
    static Grid start(Path folder, int members, List<String> jvmOptions, List<String> directives)
            throws IOException {
        Grid grid = new Grid(folder, members, jvmOptions, directives);
        try {
            for (int i = 0; i < members; i++) {
                grid.join().close();
            }
            grid.awaitSettled();
            return grid;
        } catch (IOException | RuntimeException | AssertionError failure) {
            try (grid) {
                failure.addSuppressed(new AssertionError(grid.describe()));
            }
            throw failure;
        }
    }

    /** Starts one more member; returns the first connection that it accepts. */
    RespConnection join() throws IOException {
        return startMember().awaitPort();
    }

    /** Starts one more member on a free seat, without waiting for anything. */
    GridMember startMember() throws IOException {
        GridMember member = GridMember.start(folder, freeSeat(), seats, jvmOptions, directives);
        members.add(member);
        note("started " + member);
        return member;
    }

    private Seat freeSeat() {
        return seats.stream()
                .filter(seat -> members.stream().noneMatch(member -> member.seat().equals(seat)))
                .findFirst()
                .orElseThrow();
    }

    /** The living members, in the order in which they started. */
    List<GridMember> members() {
        return List.copyOf(members);
    }

    GridMember member(int index) {
        return members.get(index);
    }

    /** The living members without this one. */
    List<GridMember> membersBut(GridMember one) {
        return members.stream().filter(member -> member != one).toList();
    }

    GridMember owner() throws IOException {
        return only(Role.OWNER);
    }

    GridMember backup() throws IOException {
        return only(Role.BACKUP);
    }

    /** A member that has no copy of the keyspace. */
    GridMember bystander() throws IOException {
        return only(Role.NONE);
    }

    private GridMember only(Role role) throws IOException {
        List<GridMember> found = having(role);
        assertEquals(1, found.size(), () -> "members that are " + role + ":\n" + describe());
        return found.get(0);
    }

    private List<GridMember> having(Role role) throws IOException {
        List<GridMember> found = new ArrayList<>();
        for (GridMember member : members) {
            if (member.is(role)) {
                found.add(member);
            }
        }
        return found;
    }

    /**
     * The authority over scripts, after it has been made sure that it isn't on the member with the
     * backup: that member leaves and another one takes its place until it isn't.
     */
    GridMember awaitAuthorityOutsideBackup() throws IOException, InterruptedException {
        for (int moves = 0; moves < MOVES; moves++) {
            GridMember authority = authority();
            if (authority != backup()) {
                return authority;
            }
            leave(authority);
            join().close();
            awaitSettled();
        }
        throw new AssertionError("the authority stays with the backup");
    }

    GridMember authority() {
        try (PartitionTable partitions = PartitionTable.open(members.get(0).seat())) {
            int port = partitions.ownerOf("gridscript:authority");
            return members.stream()
                    .filter(member -> member.seat().memberPort() == port)
                    .findFirst()
                    .orElseThrow();
        }
    }

    void kill(GridMember member) throws IOException, InterruptedException {
        note("kill " + member);
        takeOut(member);
        member.kill();
    }

    /** SIGTERM, and waits until the process has ended. */
    void leave(GridMember member) throws InterruptedException {
        note("terminate " + member);
        takeOut(member);
        member.leave();
        note("has left: " + member);
    }

    private void takeOut(GridMember member) {
        members.remove(member);
        gone.add(member);
    }

    /** Waits until every member sees as many members as there are. */
    void awaitMembers() {
        await("all see " + members.size() + " members").untilAsserted(this::assertAllSeen);
    }

    /** Waits until all others see this member, which need not have opened its port yet. */
    void awaitSeenByOthers(GridMember joiner) {
        await("others see " + joiner)
                .untilAsserted(
                        () -> {
                            for (GridMember member : membersBut(joiner)) {
                                assertEquals(members.size(), member.membersSeen());
                            }
                        });
    }

    /** Waits until the owner has its backup in step, while clients may be writing. */
    void awaitBackedUp() {
        await("backed up").untilAsserted(this::assertBackedUp);
    }

    /** Waits until nobody writes and all copies are equal. */
    void awaitSettled() {
        await("settled").untilAsserted(this::assertSettled);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class);
    }

    private void assertAllSeen() {
        for (GridMember member : members) {
            assertTrue(member.isAlive(), () -> "has ended: " + member.describe());
            assertEquals(members.size(), member.membersSeen(), () -> "seen by " + member);
        }
    }

    private void assertBackedUp() throws IOException {
        assertAllSeen();
        assertInStep(replicas());
    }

    private void assertInStep(List<Replica> replicas) {
        List<Replica> owners = withRole(replicas, Role.OWNER);
        List<Replica> backups = withRole(replicas, Role.BACKUP);
        int wanted = Math.min(1, members.size() - 1);
        assertEquals(1, owners.size(), () -> "owners: " + replicas);
        assertEquals(wanted, backups.size(), () -> "backups: " + replicas);
        assertEquals(wanted, owners.get(0).backups(), () -> "in step: " + replicas);
        for (Replica replica : backups) {
            assertTrue(replica.complete(), () -> "incomplete: " + replicas);
        }
    }

    private void assertSettled() throws IOException {
        assertAllSeen();
        List<Replica> replicas = replicas();
        assertInStep(replicas);
        Replica owner = withRole(replicas, Role.OWNER).get(0);
        for (Replica backup : withRole(replicas, Role.BACKUP)) {
            assertTrue(owner.agreesWith(backup), () -> "differ: " + replicas);
        }
    }

    private List<Replica> replicas() throws IOException {
        List<Replica> replicas = new ArrayList<>();
        for (GridMember member : members) {
            replicas.add(member.replica());
        }
        return replicas;
    }

    private static List<Replica> withRole(List<Replica> replicas, Role role) {
        return replicas.stream().filter(replica -> replica.is(role)).toList();
    }

    /** Remembers what was done, for whoever reads about a failure. */
    void note(String event) {
        events.add(LocalTime.now() + " " + event);
    }

    /** What was done, and how every member is. */
    String describe() {
        return Stream.of(
                        Stream.of("What was done:"),
                        events.stream(),
                        Stream.of("Members:"),
                        members.stream().map(GridMember::describe),
                        Stream.of("Gone, latest last:"),
                        gone.stream().skip(Math.max(0, gone.size() - 2)).map(GridMember::describe))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\nLogs are in " + folder));
    }

    @Override
    public void close() {
        members.forEach(GridMember::close);
        gone.forEach(GridMember::close);
    }
}

package io.gridscript.server.grid;

import io.gridscript.server.FreePorts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A member's place in the grid: its ports. Whoever replaces a killed member takes its seat, as a
 * restarted server does.
 *
 * @param port the Redis port
 * @param memberPort Hazelcast's port
 */
record Seat(int port, int memberPort) {

    static List<Seat> free(int count) {
        return Stream.generate(() -> new Seat(FreePorts.one(), FreePorts.one()))
                .limit(count)
                .toList();
    }

    /** What every member of the grid takes as its option {@code --join}. */
    static String join(List<Seat> seats) {
        return seats.stream()
                .map(seat -> "127.0.0.1:" + seat.memberPort())
                .collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return "port " + port + " (member port " + memberPort + ")";
    }
}

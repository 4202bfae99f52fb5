package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that wait for keys outlive the member that has the keys. */
class ParkedClientsIT {

    /** Owners killed, one after the other. */
    private static final int KILLS = Integer.getInteger("test.kills", 3);

    private static final int CLIENTS = 6;

    @RegisterExtension final GridExtension grids = new GridExtension(3);

    /** Each element is taken once, by the client that has waited longest, whoever owns the list. */
    @Test
    void clientsThatWaitOnOtherMembersOutliveKilledOwners() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            GridMember owner = grid().owner();
            List<RespConnection> waiting = park(grid().membersBut(owner), "list" + kill);
            grid().kill(owner);
            GridMember left = grid().members().get(kill % 2);
            awaitParked(left);
            Set<String> popped = new TreeSet<>();
            try (RespConnection pushing = left.connect()) {
                for (int i = 0; i < CLIENTS; i++) {
                    pushing.call("RPUSH", "list" + kill, "element" + i);
                    Object reply = waiting.get(i).read();
                    assertEquals(List.of("list" + kill, "element" + i), reply);
                    popped.add(((List<?>) reply).get(1).toString());
                }
                assertEquals(0L, pushing.call("EXISTS", "list" + kill));
            }
            assertEquals(CLIENTS, popped.size());
            for (RespConnection connection : waiting) {
                connection.close();
            }
            grid().join().close();
            grid().awaitSettled();
        }
    }

    private static List<RespConnection> park(List<GridMember> members, String list)
            throws IOException {
        List<RespConnection> waiting = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            GridMember member = members.get(i % members.size());
            RespConnection connection = member.connect();
            connection.send("BLPOP", list, "only" + i, "0");
            connection.flush();
            waiting.add(connection);
            int keys = i + 2;
            Awaitility.await().untilAsserted(() -> assertEquals(keys, awaitedKeys(member)));
        }
        return waiting;
    }

    private static void awaitParked(GridMember member) {
        Awaitility.await("parked at the new owner")
                .untilAsserted(() -> assertEquals(CLIENTS + 1, awaitedKeys(member)));
    }

    /** How many keys the owner knows that somebody waits for, whichever member is asked. */
    private static int awaitedKeys(GridMember member) throws IOException {
        String info = (String) member.ask("INFO", "clients");
        return Integer.parseInt(
                info.lines()
                        .filter(line -> line.startsWith("total_blocking_keys:"))
                        .findFirst()
                        .orElseThrow()
                        .substring("total_blocking_keys:".length())
                        .trim());
    }

    private Grid grid() {
        return grids.grid();
    }
}

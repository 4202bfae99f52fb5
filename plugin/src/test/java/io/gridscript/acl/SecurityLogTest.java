package io.gridscript.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.acl.Denial.Context;
import io.gridscript.acl.Denial.Reason;
import io.gridscript.acl.SecurityLog.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityLogTest {

    private final SecurityLog log = new SecurityLog();

    private static Denial denial(String object) {
        return new Denial(Reason.KEY, Context.TOPLEVEL, object, "user");
    }

    @Test
    void theSameWithinAMinuteIsCountedTogether() {
        log.add(denial("a"), "first", 1000);
        log.add(denial("b"), "second", 2000);
        log.add(denial("a"), "third", 61_000);
        assertEquals(
                List.of(
                        new Entry(0, denial("a"), 2, 1000, 61_000, "third"),
                        new Entry(1, denial("b"), 1, 2000, 2000, "second")),
                log.latest(10));
        log.add(denial("b"), "fourth", 62_001);
        assertEquals(new Entry(2, denial("b"), 1, 62_001, 62_001, "fourth"), log.latest(1).get(0));
    }

    @Test
    void whatDiffersInAnyRespectIsAnotherEntry() {
        log.add(denial("a"), "", 0);
        log.add(new Denial(Reason.KEY, Context.MULTI, "a", "user"), "", 0);
        log.add(new Denial(Reason.CHANNEL, Context.TOPLEVEL, "a", "user"), "", 0);
        log.add(new Denial(Reason.KEY, Context.TOPLEVEL, "a", "other"), "", 0);
        assertEquals(4, log.latest(10).size());
    }

    @Test
    void onlyTheLatestTenAreLookedAtForTheSame() {
        log.add(denial("a"), "", 0);
        for (int i = 0; i < 10; i++) {
            log.add(denial("x" + i), "", 0);
        }
        log.add(denial("a"), "", 0);
        assertEquals(12, log.latest(100).size());
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        log.most(2);
        log.add(denial("a"), "", 0);
        log.add(denial("b"), "", 0);
        log.add(denial("c"), "", 0);
        assertEquals(List.of(2L, 1L), log.latest(10).stream().map(Entry::id).toList());
        log.most(0);
        assertEquals(2, log.latest(10).size());
        log.add(denial("d"), "", 0);
        assertEquals(List.of(), log.latest(10));
        assertEquals(4, log.count(Reason.KEY));
        log.resetCounts();
        assertEquals(0, log.count(Reason.KEY));
    }
}

package io.gridscript.grid.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that may hang keeps nobody for long, and never runs beside other such work. */
class PatientWorkTest {

    private final List<Runnable> given = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    private PatientWork work(boolean hangs) {
        return new PatientWork(
                task -> {
                    if (hangs) {
                        given.add(task);
                    } else {
                        task.run();
                    }
                },
                TimeUnit.MILLISECONDS.toNanos(20),
                () -> done.add("late"));
    }

    @Test
    void whatIsDoneInTimeIsDone() throws InterruptedException {
        PatientWork work = work(false);
        assertTrue(work.run(() -> done.add("one")));
        assertTrue(work.run(() -> done.add("other")));
        assertEquals(List.of("one", "other"), done);
    }

    @Test
    void itsFaultsAreTheCallers() {
        PatientWork work = work(false);
        assertThrows(
                IllegalStateException.class,
                () ->
                        work.run(
                                () -> {
                                    throw new IllegalStateException();
                                }));
    }

    @Test
    void whatHangsIsLeftAndToldOfWhenItEnds() throws InterruptedException {
        PatientWork work = work(true);
        assertFalse(work.run(() -> done.add("one")));
        assertFalse(work.run(() -> done.add("other")), "not beside the first");
        assertEquals(1, given.size());
        given.remove(0).run();
        assertEquals(List.of("one", "late"), done);
        assertFalse(work.run(() -> done.add("third")));
        assertEquals(1, given.size(), "begun, as nothing hangs any more");
    }
}

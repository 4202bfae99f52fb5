package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {

    private final DeadlineQueue queue = new DeadlineQueue();

    @Test
    void givesEntriesByDeadline() {
        Random random = new Random(1);
        List<Long> deadlines = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long deadline = random.nextInt(1000);
            deadlines.add(deadline);
            queue.add(entry(deadline));
        }
        deadlines.sort(null);
        for (long deadline : deadlines) {
            Entry first = queue.first();
            assertEquals(deadline, first.deadline);
            queue.remove(first);
            assertEquals(-1, first.deadlinePlace);
        }
        assertNull(queue.first());
    }

    @Test
    void staysInOrderUnderRandomChanges() {
        Random random = new Random(2);
        List<Entry> entries = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            int choice = random.nextInt(10);
            if (choice < 5 || entries.isEmpty()) {
                Entry added = entry(random.nextLong(1000));
                queue.add(added);
                entries.add(added);
            } else {
                int index = random.nextInt(entries.size());
                Entry entry = entries.get(index);
                if (choice < 7) {
                    entry.deadline = random.nextLong(1000);
                    queue.moved(entry);
                } else {
                    queue.remove(entry);
                    entries.set(index, entries.get(entries.size() - 1));
                    entries.remove(entries.size() - 1);
                }
            }
            assertEquals(entries.size(), queue.size());
            if (round % 100 == 0) {
                assertTrue(queue.isInOrder(), "round " + round);
            }
        }
        assertTrue(queue.isInOrder());
    }

    @Test
    void removingWhatIsNotInChangesNothing() {
        queue.add(entry(1));
        queue.remove(entry(2));
        assertEquals(1, queue.size());
    }

    @Test
    void tellsTheMeanDeadline() {
        assertEquals(0, queue.meanDeadline());
        for (int i = 1; i <= 10_000; i++) {
            queue.add(entry(1_700_000_000_000L + i));
        }
        long mean = queue.meanDeadline() - 1_700_000_000_000L;
        assertTrue(mean > 4000 && mean < 6000, "mean " + mean);
    }

    private static Entry entry(long deadline) {
        Entry entry = new Entry(null, new byte[0], 0, null);
        entry.deadline = deadline;
        return entry;
    }
}

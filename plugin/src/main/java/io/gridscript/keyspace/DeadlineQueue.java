package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Entries by deadline, the earliest first: a heap with four children to a node, in which each entry
 * knows its place. Pages keep growth from copying it all at once.
 */
final class DeadlineQueue {

    private static final int PAGE_BITS = 10;
    private static final int PAGE_ENTRIES = 1 << PAGE_BITS;
    private static final int FIRST_ENTRIES = 16;

    /** How many entries an average is taken over. */
    private static final int SAMPLE = 1000;

    private Entry[][] pages = {new Entry[FIRST_ENTRIES]};
    private int size;

    int size() {
        return size;
    }

    /** The entry with the earliest deadline, or null. */
    Entry first() {
        return size == 0 ? null : at(0);
    }

    /** An entry, each as likely as any other, or null. */
    Entry random(RandomGenerator random) {
        return size == 0 ? null : at(random.nextInt(size));
    }

    void add(Entry entry) {
        makeRoom(size);
        size++;
        rise(entry, size - 1);
    }

    /** Takes an entry out, if it is in. */
    void remove(Entry entry) {
        int place = entry.deadlinePlace;
        if (place < 0) {
            return;
        }
        entry.deadlinePlace = -1;
        size--;
        Entry moved = at(size);
        clear(size);
        if (place < size) {
            settle(moved, place);
        }
    }

    /** Finds an entry's place again after its deadline changed. */
    void moved(Entry entry) {
        settle(entry, entry.deadlinePlace);
    }

    /** Mean deadline of the entries, or of a thousand of them spread evenly; 0 without entries. */
    long meanDeadline() {
        if (size == 0) {
            return 0;
        }
        int step = Math.max(1, size / SAMPLE);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < size; i += step) {
            sum += at(i).deadline;
            count++;
        }
        return (long) (sum / count);
    }

    /** Whether every entry knows its place and none is before its parent. For tests. */
    boolean isInOrder() {
        for (int i = 0; i < size; i++) {
            Entry entry = at(i);
            if (entry.deadlinePlace != i || i > 0 && at(parent(i)).deadline > entry.deadline) {
                return false;
            }
        }
        return true;
    }

    private void settle(Entry entry, int place) {
        if (place > 0 && at(parent(place)).deadline > entry.deadline) {
            rise(entry, place);
        } else {
            sink(entry, place);
        }
    }

    private void rise(Entry entry, int from) {
        int place = from;
        while (place > 0) {
            Entry above = at(parent(place));
            if (above.deadline <= entry.deadline) {
                break;
            }
            put(place, above);
            place = parent(place);
        }
        put(place, entry);
    }

    private void sink(Entry entry, int from) {
        int place = from;
        while (true) {
            int child = earliestChild(place);
            if (child < 0 || at(child).deadline >= entry.deadline) {
                break;
            }
            put(place, at(child));
            place = child;
        }
        put(place, entry);
    }

    private int earliestChild(int place) {
        long firstChild = 4L * place + 1;
        if (firstChild >= size) {
            return -1;
        }
        int earliest = (int) firstChild;
        int end = (int) Math.min(firstChild + 4, size);
        for (int child = earliest + 1; child < end; child++) {
            if (at(child).deadline < at(earliest).deadline) {
                earliest = child;
            }
        }
        return earliest;
    }

    private static int parent(int place) {
        return place - 1 >>> 2;
    }

    private Entry at(int place) {
        return pages[place >>> PAGE_BITS][place & PAGE_ENTRIES - 1];
    }

    private void put(int place, Entry entry) {
        pages[place >>> PAGE_BITS][place & PAGE_ENTRIES - 1] = entry;
        entry.deadlinePlace = place;
    }

    private void makeRoom(int place) {
        int page = place >>> PAGE_BITS;
        if (page == 0) {
            if (place == pages[0].length) {
                pages[0] = Arrays.copyOf(pages[0], 2 * place);
            }
            return;
        }
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
        }
        if (pages[page] == null) {
            pages[page] = new Entry[PAGE_ENTRIES];
        }
    }

    private void clear(int place) {
        int page = place >>> PAGE_BITS;
        pages[page][place & PAGE_ENTRIES - 1] = null;
        // The page after the one in use stays, so that a queue at a boundary doesn't thrash.
        if ((place & PAGE_ENTRIES - 1) == 0 && page + 1 < pages.length) {
            pages[page + 1] = null;
        }
    }
}

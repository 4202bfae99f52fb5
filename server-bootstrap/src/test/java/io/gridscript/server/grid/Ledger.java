package io.gridscript.server.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids that clients count up in one hash, each once. An id that was acknowledged is there with
 * the value 1; one that was refused is not; one whose reply never came may be there, but only once.
 */
final class Ledger {

    private enum Fate {
        UNKNOWN,
        ACKNOWLEDGED,
        REFUSED
    }

    /** Enough to understand a failure by. */
    private static final int SHOWN = 10;

    private final String hash;
    private final AtomicLong next = new AtomicLong();
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();

    Ledger(String hash) {
        this.hash = hash;
    }

    /** The key of the hash. */
    String hash() {
        return hash;
    }

    /** A new id; unless something is said of it, nobody knows what became of it. */
    String open() {
        String id = Long.toString(next.incrementAndGet());
        fates.put(id, Fate.UNKNOWN);
        return id;
    }

    List<String> open(int count) {
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(open());
        }
        return ids;
    }

    void acknowledge(String id) {
        fates.put(id, Fate.ACKNOWLEDGED);
    }

    /** The server said that it did nothing. */
    void refuse(String id) {
        fates.put(id, Fate.REFUSED);
    }

    long acknowledged() {
        return count(Fate.ACKNOWLEDGED);
    }

    long unknown() {
        return count(Fate.UNKNOWN);
    }

    private long count(Fate fate) {
        return fates.values().stream().filter(fate::equals).count();
    }

    /** Fails unless the hash holds what it must; returns how many ids it holds. */
    long verify(Map<String, String> held) {
        Map<String, String> wrong = new TreeMap<>();
        fates.forEach(
                (id, fate) -> {
                    String value = held.get(id);
                    if (!isRight(fate, value)) {
                        wrong.put(id, fate + " but " + value);
                    }
                });
        held.keySet().stream()
                .filter(id -> !fates.containsKey(id))
                .forEach(id -> wrong.put(id, "never sent but " + held.get(id)));
        assertEquals(
                Map.of(),
                first(wrong),
                () -> wrong.size() + " ids of " + this + " are wrong, such as these");
        return held.size();
    }

    private static boolean isRight(Fate fate, String value) {
        return switch (fate) {
            case ACKNOWLEDGED -> "1".equals(value);
            case REFUSED -> value == null;
            case UNKNOWN -> value == null || value.equals("1");
        };
    }

    private static Map<String, String> first(Map<String, String> entries) {
        Map<String, String> some = new TreeMap<>();
        entries.entrySet().stream()
                .limit(SHOWN)
                .forEach(entry -> some.put(entry.getKey(), entry.getValue()));
        return some;
    }

    @Override
    public String toString() {
        return hash
                + " (acknowledged "
                + acknowledged()
                + ", refused "
                + count(Fate.REFUSED)
                + ", unknown "
                + unknown()
                + ")";
    }
}

package io.gridscript.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowLogTest {

    private final SlowLog log = new SlowLog();

    private void add(String... words) {
        byte[][] request = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            request[i] = Ascii.bytes(words[i]);
        }
        log.add(request, 12_345_678, "127.0.0.1:1", Ascii.bytes("name"));
    }

    @Test
    void slowIsWhatTakesAsLongAsTheThreshold() {
        log.slowerThanMicroseconds(100);
        assertFalse(log.isSlow(99_999));
        assertTrue(log.isSlow(100_000));
        log.slowerThanMicroseconds(0);
        assertTrue(log.isSlow(0));
        log.slowerThanMicroseconds(-1);
        assertFalse(log.isSlow(Long.MAX_VALUE - 1));
    }

    @Test
    void theNewestComeFirstAndTheOldestGo() {
        log.longest(2);
        add("one");
        add("two");
        add("three");
        List<SlowLog.Entry> entries = log.latest(10);
        assertEquals(List.of(2L, 1L), entries.stream().map(SlowLog.Entry::id).toList());
        assertEquals("three", Ascii.string(entries.get(0).arguments().get(0)));
        assertEquals(12_345, entries.get(0).microseconds());
        assertEquals(1, log.latest(1).size());
    }

    @Test
    void idsGoOnAfterAReset() {
        add("one");
        log.reset();
        assertEquals(0, log.size());
        add("two");
        assertEquals(1, log.latest(1).get(0).id());
    }

    @Test
    void aLogOfNoLengthTakesNothing() {
        log.longest(0);
        add("one");
        assertEquals(0, log.size());
    }
}

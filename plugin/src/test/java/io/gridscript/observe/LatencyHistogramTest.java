package io.gridscript.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    private final LatencyHistogram histogram = new LatencyHistogram();

    private List<String> distribution() {
        List<String> levels = new ArrayList<>();
        histogram.distribution((micros, calls) -> levels.add(micros + ":" + calls));
        return levels;
    }

    @Test
    void nothingIsToldOfNothing() {
        assertEquals(0, histogram.total());
        assertEquals(List.of(), distribution());
        assertEquals(0, histogram.percentile(50));
    }

    @Test
    void levelsAreThoseOfRedis() {
        for (long micros = 1; micros < 1_000_000; micros *= 2) {
            histogram.record(micros * 1000);
        }
        assertEquals(
                List.of(
                        "1:1",
                        "2:2",
                        "4:3",
                        "8:4",
                        "16:5",
                        "33:6",
                        "66:7",
                        "132:8",
                        "264:9",
                        "528:10",
                        "1056:11",
                        "2113:12",
                        "4227:13",
                        "8454:14",
                        "16908:15",
                        "33816:16",
                        "67633:17",
                        "135266:18",
                        "270532:19",
                        "541065:20"),
                distribution());
    }

    @Test
    void levelsWithoutCallsOfTheirOwnAreLeftOut() {
        histogram.record(500);
        histogram.record(900_000);
        histogram.record(950_000);
        assertEquals(List.of("1:1", "1056:3"), distribution());
    }

    @Test
    void whatTakesLongerThanASecondCountsAsASecond() {
        histogram.record(Long.MAX_VALUE);
        histogram.record(-1);
        assertEquals(2, histogram.total());
        assertEquals(1_002_438_655, histogram.percentile(100));
        assertEquals(2, Integer.parseInt(distribution().get(1).split(":")[1]));
    }

    @Test
    void percentilesAreWithinAHundredth() {
        Random random = new Random(1);
        long[] nanos = random.longs(10_000, 1, 50_000_000).toArray();
        Arrays.stream(nanos).forEach(histogram::record);
        Arrays.sort(nanos);
        for (double percent : new double[] {0.1, 1, 25, 50, 90, 99, 99.9, 100}) {
            long exact = nanos[(int) Math.ceil(percent / 100 * nanos.length) - 1];
            long told = histogram.percentile(percent);
            assertTrue(told >= exact && told - exact <= exact / 100, percent + "%: " + told);
        }
    }
}

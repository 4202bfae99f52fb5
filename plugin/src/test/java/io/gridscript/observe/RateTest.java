package io.gridscript.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    private final Rate rate = new Rate();

    @Test
    void isZeroWithoutSamples() {
        assertEquals(0, rate.perSecond());
    }

    @Test
    void isTheMeanOfTheLastSixteenSamples() {
        for (int i = 0; i <= 16; i++) {
            rate.sample(i * TENTH, i * 10L);
        }
        assertEquals(100, rate.perSecond());
        for (int i = 17; i <= 24; i++) {
            rate.sample(i * TENTH, 160);
        }
        assertEquals(50, rate.perSecond());
    }

    @Test
    void aResetCounterDoesNotMakeItNegative() {
        rate.sample(0, 100_000);
        rate.sample(TENTH, 160);
        assertEquals(100, rate.perSecond());
    }

    @Test
    void aClockThatStandsStillIsPassedOver() {
        rate.sample(5, 1);
        rate.sample(5, 100);
        assertEquals(0, rate.perSecond());
    }
}

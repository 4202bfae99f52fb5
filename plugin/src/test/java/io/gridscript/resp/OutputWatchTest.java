package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.command.OutputLimit;
import org.junit.jupiter.api.Test;

class OutputWatchTest {

    @Test
    void hardLimitHoldsAtOnceAndSoftLimitForLongerThanItsSeconds() {
        OutputWatch watch = new OutputWatch();
        OutputLimit patient = new OutputLimit(100, 10, 3600);
        assertFalse(watch.isTooMuch(patient, 9));
        assertFalse(watch.isTooMuch(patient, 10));
        assertFalse(watch.isTooMuch(patient, 99));
        assertTrue(watch.isTooMuch(patient, 100));

        OutputLimit impatient = new OutputLimit(0, 10, 0);
        assertTrue(watch.isTooMuch(impatient, 1000));
        assertFalse(watch.isTooMuch(impatient, 9));
        assertFalse(watch.isTooMuch(OutputLimit.NONE, Long.MAX_VALUE));
    }
}

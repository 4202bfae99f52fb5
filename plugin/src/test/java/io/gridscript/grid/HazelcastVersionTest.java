package io.gridscript.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plugin lives in the Hazelcast that it is made for, and in no other. */
class HazelcastVersionTest {

    @ParameterizedTest
    @CsvSource({
        "5.7, true",
        "5.7.0, true",
        "5.7.12, true",
        "5.7-SNAPSHOT, true",
        "5.7.1-BETA-1, true",
        "5.6.0, false",
        "5.8.0, false",
        "5.70.0, false",
        "6.0.0, false",
        "15.7.0, false"
    })
    void onlyPatchesOfTheMinorVersionAreKnown(String version, boolean known) {
        assertEquals(known, HazelcastVersion.isKnown(version));
    }

    @Test
    void theOneOnTheClassPathIsKnown() {
        assertTrue(HazelcastVersion.isKnown(), HazelcastVersion.present());
    }
}

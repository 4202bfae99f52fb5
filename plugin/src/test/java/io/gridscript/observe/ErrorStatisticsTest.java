package io.gridscript.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.reply.ErrorReply;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorStatisticsTest {

    private final ErrorStatistics errors = new ErrorStatistics();

    @Test
    void whatHasNoShortFirstWordIsAnErr() {
        errors.count(ErrorReply.of("WORD"));
        errors.count(ErrorReply.of("X".repeat(31) + " sentence"));
        errors.count(ErrorReply.of("X".repeat(30) + " sentence"));
        assertEquals(Map.of("ERR", 2L, "X".repeat(30), 1L), errors.byCode());
    }

    @Test
    void oneCodeTooManyEndsTheTellingOfCodesUntilAReset() {
        for (int i = 0; i < ErrorStatistics.MAXIMUM_CODES; i++) {
            errors.count(ErrorReply.of(i + " sentence"));
        }
        assertEquals(ErrorStatistics.MAXIMUM_CODES, errors.byCode().size());
        errors.count(ErrorReply.of("MORE sentence"));
        errors.count(ErrorReply.of("1 sentence"));
        assertEquals(Map.of("ERRORSTATS_DISABLED", 1L), errors.byCode());
        assertEquals(ErrorStatistics.MAXIMUM_CODES + 2, errors.total());
        errors.reset();
        errors.count(ErrorReply.of("1 sentence"));
        assertEquals(Map.of("1", 1L), errors.byCode());
    }
}

package io.gridscript.command.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.command.CommandTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListReadingTest {

    private final CommandTester tester = new CommandTester(ListCommands::register);

    @BeforeEach
    void push() {
        tester.run("RPUSH", "l", "a", "b", "c", "b", "a");
    }

    @ParameterizedTest
    @CsvSource({"0, a", "2, c", "-1, a", "-4, b"})
    void indexesCountFromBothEnds(String index, String element) {
        assertEquals("\"" + element + "\"", tester.text("LINDEX", "l", index));
    }

    @Test
    void beyondTheEndsIsNothing() {
        String nothing = tester.text("LINDEX", "none", "x");
        assertEquals(nothing, tester.text("LINDEX", "l", "5"));
        assertEquals(nothing, tester.text("LINDEX", "l", "-6"));
        assertEquals(nothing, tester.text("LINDEX", "l", "-9223372036854775808"));
        assertEquals(
                "-ERR value is not an integer or out of range", tester.text("LINDEX", "l", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, abcba",
        "1, 2, bc",
        "-2, 100, ba",
        "-100, 0, a",
        "3, 1, ''",
        "5, 9, ''",
        "-9223372036854775808, 9223372036854775807, abcba"
    })
    void rangesAreCutToTheList(String start, String stop, String elements) {
        String[] quoted = elements.isEmpty() ? new String[0] : elements.split("");
        for (int i = 0; i < quoted.length; i++) {
            quoted[i] = "\"" + quoted[i] + "\"";
        }
        String expected = "[" + String.join(", ", quoted) + "]";
        assertEquals(expected, tester.text("LRANGE", "l", start, stop));
        tester.run("LTRIM", "l", start, stop);
        assertEquals(expected, tester.text("LRANGE", "l", "0", "-1"));
    }

    @Test
    void positionsAreFoundFromBothEnds() {
        assertEquals(":1", tester.text("LPOS", "l", "b"));
        assertEquals(":3", tester.text("LPOS", "l", "b", "RANK", "-1"));
        assertEquals("[:1, :3]", tester.text("LPOS", "l", "b", "COUNT", "0"));
        assertEquals("[:3, :1]", tester.text("LPOS", "l", "b", "RANK", "-1", "COUNT", "2"));
        assertEquals("[]", tester.text("LPOS", "l", "b", "COUNT", "0", "MAXLEN", "1"));
        assertEquals("[]", tester.text("LPOS", "none", "b", "COUNT", "0"));
    }

    @Test
    void aSearchIsChecked() {
        assertEquals(
                "-ERR RANK can't be zero: use 1 to start from the first match, 2 from the second "
                        + "... or use negative to start from the end of the list",
                tester.text("LPOS", "l", "b", "RANK", "0"));
        assertEquals(
                "-ERR value is out of range, value must between -9223372036854775807 and "
                        + "9223372036854775807",
                tester.text("LPOS", "l", "b", "RANK", "-9223372036854775808"));
        assertEquals("-ERR COUNT can't be negative", tester.text("LPOS", "l", "b", "COUNT", "-1"));
        assertEquals("-ERR MAXLEN can't be negative", tester.text("LPOS", "l", "b", "MAXLEN", "x"));
        assertEquals("-ERR syntax error", tester.text("LPOS", "l", "b", "RANK"));
    }
}

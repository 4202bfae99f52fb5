package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridscript.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs, valid and nearly so, give what a real lua5.1 gives. They are the same each time:
 * {@code -Dtest.seed} makes others, {@code -Dtest.programs} more. What is known to differ: errors
 * with levels beyond the function that calls the pcall that catches them, and of tables whose
 * {@code __index} can't be indexed (where Redis's pcall asks for a field).
 */
@Timeout(1800)
class LuaProgramFuzzTest {

    private static final int AT_ONCE = 1000;
    private static final int MOST_SHOWN = 3;

    /** About how many spaces there are to an end of a line. */
    private static final int LINE_LENGTH = 6;

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final String LINE_END = Matcher.quoteReplacement("\\LF");

    private final long seed = Seed.get();
    private final Random lines = new Random(seed);
    private final int programs = Integer.getInteger("test.programs", 3000);

    @Test
    void randomProgramsGiveWhatLua51Gives(@TempDir Path directory) throws IOException {
        assumeTrue(Lua51Oracle.isInstalled(), "SKIPPED: lua5.1 is not installed");
        RandomPrograms grammar = new RandomPrograms(seed);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        int endless = 0;
        while (compared < programs && differences.size() < MOST_SHOWN) {
            List<List<String>> valid = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                if (i % 3 == 0) {
                    texts.add(grammar.nearlyValid());
                    valid.add(null);
                } else {
                    List<String> program = grammar.next();
                    valid.add(i % 4 == 0 ? spread(program) : program);
                    texts.add(RandomPrograms.text(valid.get(i)));
                }
            }
            List<String> results = SnippetRun.results(texts);
            // A few tables make programs that don't end, there as here.
            List<String> ending = new ArrayList<>(texts);
            for (int i = 0; i < ending.size(); i++) {
                if (results.get(i).equals(SnippetRun.HANGS)) {
                    ending.set(i, "return '" + SnippetRun.HANGS + "'");
                    results.set(i, "OK \"" + SnippetRun.HANGS + "\"");
                    endless++;
                }
            }
            List<String> wanted = Lua51Oracle.results(ending, directory);
            for (int i = 0; i < texts.size() && differences.size() < MOST_SHOWN; i++) {
                if (!results.get(i).equals(wanted.get(i)) && !isCrash(wanted.get(i))) {
                    differences.add(
                            valid.get(i) == null
                                    ? difference(texts.get(i), directory)
                                    : difference(shrunk(valid.get(i), directory), directory));
                }
            }
            compared += texts.size();
        }
        assertTrue(endless <= compared / 100, endless + " programs don't end, seed " + seed);
        System.out.println("compared " + compared + " programs with lua5.1, seed " + seed);
        assertEquals(
                List.of(),
                differences,
                () -> "seed " + seed + "\n" + String.join("\n", differences));
    }

    /**
     * With some of the spaces between tokens being ends of lines, so that lines in errors differ.
     */
    private List<String> spread(List<String> statements) {
        return statements.stream()
                .map(
                        statement ->
                                SPACE.matcher(statement)
                                        .replaceAll(
                                                space ->
                                                        lines.nextInt(LINE_LENGTH) == 0
                                                                ? LINE_END
                                                                : space.group()))
                .toList();
    }

    private static boolean isCrash(String result) {
        return result.equals(Lua51Oracle.CRASH);
    }

    /** The statements that are needed to differ. */
    private static String shrunk(List<String> statements, Path directory) throws IOException {
        List<String> left = new ArrayList<>(statements);
        for (int i = left.size() - 1; i >= 0; i--) {
            List<String> fewer = new ArrayList<>(left);
            fewer.remove(i);
            if (differs(RandomPrograms.text(fewer), directory)) {
                left = fewer;
            }
        }
        return RandomPrograms.text(left);
    }

    private static boolean differs(String text, Path directory) throws IOException {
        String wanted = Lua51Oracle.results(List.of(text), directory).get(0);
        return !isCrash(wanted) && !SnippetRun.results(List.of(text)).get(0).equals(wanted);
    }

    private static String difference(String text, Path directory) throws IOException {
        return text
                + "\n    here    "
                + SnippetRun.results(List.of(text)).get(0)
                + "\n    lua5.1  "
                + Lua51Oracle.results(List.of(text), directory).get(0);
    }
}

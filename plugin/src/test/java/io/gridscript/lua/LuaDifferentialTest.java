package io.gridscript.lua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Snippets over all of the language give what a real lua5.1 gives, bytes of error texts included.
 *
 * <p>What may differ isn't in snippets.txt: addresses in {@code tostring}; the order of keys that
 * are addresses in C (tables, functions); what the collector has freed; numbers that lrand48 makes
 * in Redis and rand in lua5.1; times.
 */
@Timeout(240)
class LuaDifferentialTest {

    @Test
    void snippetsGiveWhatLua51Gives(@TempDir Path directory) throws IOException {
        assumeTrue(Lua51Oracle.isInstalled(), "SKIPPED: lua5.1 is not installed");
        List<String> snippets =
                Lua51Oracle.resource("snippets.txt")
                        .lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                        .toList();
        List<String> wanted = Lua51Oracle.results(snippets, directory);
        List<String> results = SnippetRun.results(snippets);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < snippets.size(); i++) {
            if (!results.get(i).equals(wanted.get(i))) {
                differences.add(
                        snippets.get(i)
                                + "\n    here    "
                                + results.get(i)
                                + "\n    lua5.1  "
                                + wanted.get(i));
            }
        }
        assertEquals(
                0,
                differences.size(),
                () ->
                        differences.size()
                                + " of "
                                + snippets.size()
                                + " differ:\n"
                                + String.join("\n", differences));
    }
}

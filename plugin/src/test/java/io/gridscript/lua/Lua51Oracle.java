package io.gridscript.lua;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a real lua5.1 makes of snippets. */
final class Lua51Oracle {

    /** What stands for a snippet that ended lua5.1 itself, as some do to its C stack. */
    static final String CRASH = "CRASH";

    private static final String COMMAND = "lua5.1";

    private Lua51Oracle() {}

    static boolean isInstalled() {
        try {
            return new ProcessBuilder(COMMAND, "-v").redirectErrorStream(true).start().waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The results of one-line snippets, as show.lua shows them; {@code \LF} is a line's end. */
    static List<String> results(List<String> snippets, Path directory) throws IOException {
        Path file = directory.resolve("snippets");
        Files.write(file, snippets, StandardCharsets.ISO_8859_1);
        Path show = copied("show.lua", directory);
        Path oracle = copied("oracle.lua", directory);
        List<String> results = new ArrayList<>();
        while (results.size() < snippets.size()) {
            int before = results.size();
            Process process =
                    new ProcessBuilder(
                                    COMMAND,
                                    oracle.toString(),
                                    show.toString(),
                                    file.toString(),
                                    String.valueOf(before + 1))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            readTo(results, process);
            if (results.size() < snippets.size()) {
                results.add(CRASH);
            }
        }
        return results;
    }

    private static void readTo(List<String> results, Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                results.add(line);
            }
        } finally {
            process.destroy();
        }
    }

    /** The text of a file beside this class. */
    static String resource(String name) {
        try (InputStream in = Lua51Oracle.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copied(String name, Path directory) throws IOException {
        return Files.writeString(
                directory.resolve(name), resource(name), StandardCharsets.ISO_8859_1);
    }
}

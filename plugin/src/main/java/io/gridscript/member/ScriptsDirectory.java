package io.gridscript.member;

import io.gridscript.reply.Ascii;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the directive scripts.directory names: every file {@code *.lua} in it is loaded
 * before the member's port opens. A file whose first line is {@code #!lua name=...} is a library of
 * functions and takes the place of the one with its name; every other is a script.
 */
final class ScriptsDirectory {

    private static final System.Logger LOGGER = System.getLogger(ScriptsDirectory.class.getName());

    private static final byte[][] SCRIPT = {Ascii.bytes("SCRIPT"), Ascii.bytes("LOAD")};
    private static final byte[][] LIBRARY = {
        Ascii.bytes("FUNCTION"), Ascii.bytes("LOAD"), Ascii.bytes("REPLACE")
    };

    private final Path folder;
    private final LocalCommands commands;

    ScriptsDirectory(String folder, LocalCommands commands) {
        this.folder = Path.of(folder);
        this.commands = commands;
    }

    /**
     * Loads all of it.
     *
     * @throws InvalidSetting when a file can't be read or loaded
     */
    void load() {
        for (Path file : files()) {
            byte[] source = read(file);
            byte[][] command = isLibrary(source) ? LIBRARY : SCRIPT;
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} is loaded: {1}",
                    file,
                    load(file, command, source));
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".lua")).sorted().toList();
        } catch (IOException e) {
            throw new InvalidSetting(
                    "gridscript.scripts.directory: the folder can't be read: " + e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidSetting("gridscript.scripts.directory: a file can't be read: " + e);
        }
    }

    private static boolean isLibrary(byte[] source) {
        String firstLine = Ascii.string(source).lines().findFirst().orElse("");
        return firstLine.startsWith("#!") && firstLine.contains(" name=");
    }

    /** Answers the script's digest or the library's name. */
    private Object load(Path file, byte[][] command, byte[] source) {
        byte[][] words = Arrays.copyOf(command, command.length + 1);
        words[command.length] = source;
        return commands.call("gridscript.scripts.directory: " + file + " isn't loaded", words);
    }
}

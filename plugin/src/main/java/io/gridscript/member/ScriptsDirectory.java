package io.gridscript.member;

import io.gridscript.reply.Ascii;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptAuthority;
import io.gridscript.script.ScriptName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the directive scripts.directory names: every file {@code *.lua} in it is loaded
 * before the member's port opens, in the order of names. A file whose first line is {@code #!lua
 * name=...} is a library of functions and takes the place of the one with its name; every other is
 * a script.
 */
final class ScriptsDirectory {

    private static final System.Logger LOGGER = System.getLogger(ScriptsDirectory.class.getName());

    private static final byte[] FUNCTION = Ascii.bytes("FUNCTION");
    private static final byte[] LOAD = Ascii.bytes("LOAD");
    private static final byte[] REPLACE = Ascii.bytes("REPLACE");

    private final Path folder;
    private final ScriptAuthority authority;
    private final LocalCommands commands;

    ScriptsDirectory(String folder, ScriptAuthority authority, LocalCommands commands) {
        this.folder = Path.of(folder);
        this.authority = authority;
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
            if (isLibrary(source)) {
                loadLibrary(file, source);
            } else {
                loadScript(file, source);
            }
        }
    }

    private void loadLibrary(Path file, byte[] source) {
        Object name = commands.call(isNotLoaded(file), FUNCTION, LOAD, REPLACE, source);
        LOGGER.log(System.Logger.Level.INFO, "{0} is loaded as the library {1}", file, name);
    }

    private void loadScript(Path file, byte[] source) {
        LoadedBy loadedBy =
                new LoadedBy(LoadedBy.How.DIRECTORY, authority.address(null), file.toString(), "");
        Script script =
                LocalCommands.await(
                        isNotLoaded(file), authority.load(source, loadedBy).toCompletableFuture());
        ScriptName name = script.name();
        LOGGER.log(
                System.Logger.Level.INFO,
                "{0} is loaded: {1}{2}",
                file,
                script.sha1Text(),
                name.text() == null ? "" : ", named " + name.text());
        if (name.malformed() != null) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "{0} has no name: after @name stands ''{1}'', and {2}",
                    file,
                    name.malformed(),
                    ScriptName.RULE);
        }
    }

    private static String isNotLoaded(Path file) {
        return "gridscript.scripts.directory: " + file + " isn't loaded";
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
}

package io.gridscript.spec;

import java.util.List;
import java.util.Locale;

/**
 * One argument in the documentation of a command, as COMMAND DOCS shows it.
 *
 * @param keySpec index of the key spec that covers it, or -1
 * @param token the word that announces it, or null
 * @param since the version that added it, or null when as old as the command
 * @param parts what a block holds, or among what a oneof chooses
 */
public record Argument(
        String name,
        Type type,
        int keySpec,
        String token,
        String since,
        boolean optional,
        boolean multiple,
        boolean multipleToken,
        List<Argument> parts) {

    /** The types of Redis's documentation. */
    public enum Type {
        STRING,
        INTEGER,
        DOUBLE,
        KEY,
        PATTERN,
        UNIX_TIME,
        PURE_TOKEN,
        ONEOF,
        BLOCK;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        public String text() {
            return text;
        }
    }

    public Argument {
        parts = List.copyOf(parts);
    }

    private static Argument of(String name, Type type, Argument... parts) {
        return new Argument(name, type, -1, null, null, false, false, false, List.of(parts));
    }

    /** A key, covered by the first key spec. */
    public static Argument key(String name) {
        return of(name, Type.KEY).keySpec(0);
    }

    public static Argument string(String name) {
        return of(name, Type.STRING);
    }

    public static Argument integer(String name) {
        return of(name, Type.INTEGER);
    }

    public static Argument real(String name) {
        return of(name, Type.DOUBLE);
    }

    public static Argument pattern(String name) {
        return of(name, Type.PATTERN);
    }

    public static Argument unixTime(String name) {
        return of(name, Type.UNIX_TIME);
    }

    /** A word that stands for itself. */
    public static Argument token(String name, String token) {
        return of(name, Type.PURE_TOKEN).after(token);
    }

    public static Argument oneOf(String name, Argument... choices) {
        return of(name, Type.ONEOF, choices);
    }

    public static Argument block(String name, Argument... parts) {
        return of(name, Type.BLOCK, parts);
    }

    public Argument keySpec(int index) {
        return new Argument(
                name, type, index, token, since, optional, multiple, multipleToken, parts);
    }

    /** Announced by that word. */
    public Argument after(String word) {
        return new Argument(
                name, type, keySpec, word, since, optional, multiple, multipleToken, parts);
    }

    public Argument since(String version) {
        return new Argument(
                name, type, keySpec, token, version, optional, multiple, multipleToken, parts);
    }

    public Argument asOptional() {
        return new Argument(
                name, type, keySpec, token, since, true, multiple, multipleToken, parts);
    }

    /** May come several times, its token only once. */
    public Argument repeated() {
        return new Argument(
                name, type, keySpec, token, since, optional, true, multipleToken, parts);
    }

    /** May come several times, each time with its token. */
    public Argument repeatedWithToken() {
        return new Argument(name, type, keySpec, token, since, optional, true, true, parts);
    }
}

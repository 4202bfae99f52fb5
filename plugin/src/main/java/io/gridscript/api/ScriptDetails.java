package io.gridscript.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A script of the script cache, and how it came there.
 *
 * @param sha1 its SHA1 digest: 40 lower-case hexadecimal digits
 * @param name what its line {@code -- @name} says, or null without a proper one
 * @param foundByName whether that name leads to it: no script was loaded with it since, and it came
 *     by SCRIPT LOAD, not by EVAL
 * @param flags those of its first line, such as {@code no-writes}
 * @param source its text, read as UTF-8
 * @param size of its text, in bytes
 * @param loadedBy who brought it, or loaded it last
 * @param epoch how many flushes of the script cache came before it; the first epoch is 1
 */
public record ScriptDetails(
        String sha1,
        String name,
        boolean foundByName,
        Set<String> flags,
        String source,
        int size,
        Loader loadedBy,
        long epoch) {

    /**
     * Who brought a script.
     *
     * @param how {@code script-load} or {@code eval} for a Redis client, {@code java} for {@link
     *     Gridscript}, {@code jcache} for a {@link ScriptProcessor} with a source, {@code
     *     directory} for a file of {@code scripts.directory}
     * @param member address of the member that was asked, {@code [127.0.0.1]:5701}
     * @param from address of the Redis client, or path of the file; empty for Java
     * @param user the user of Redis in whose name; empty for files and entry processors
     */
    public record Loader(String how, String member, String from, String user) {}

    /** What GRIDSCRIPT SCRIPTS answers for one script; null for none. */
    static ScriptDetails of(Object reply) {
        List<?> scripts = (List<?>) reply;
        if (scripts.isEmpty()) {
            return null;
        }
        Map<?, ?> fields = (Map<?, ?>) scripts.get(0);
        return new ScriptDetails(
                (String) fields.get("sha1"),
                (String) fields.get("name"),
                (boolean) fields.get("found-by-name"),
                ((Set<?>) fields.get("flags"))
                        .stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet()),
                (String) fields.get("source"),
                Math.toIntExact((long) fields.get("size")),
                loader((Map<?, ?>) fields.get("loaded-by")),
                (long) fields.get("epoch"));
    }

    private static Loader loader(Map<?, ?> fields) {
        return new Loader(
                (String) fields.get("how"),
                (String) fields.get("member"),
                (String) fields.get("from"),
                (String) fields.get("user"));
    }
}

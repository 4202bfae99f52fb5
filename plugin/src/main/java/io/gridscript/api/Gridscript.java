package io.gridscript.api;

import com.hazelcast.core.HazelcastInstance;
import io.gridscript.jcache.MemberScripts;
import io.gridscript.jcache.ScalarType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The scripts of a grid, and the data that they work on, for Java code on a member or with a
 * Hazelcast client. What is loaded here is there for Redis clients and JCache caches, and the other
 * way round.
 *
 * <p>Each method exists twice, one that waits and one that ends with {@code Async} and returns a
 * future. Futures complete on threads that must not be held up. Where a method fails with a {@link
 * ScriptException}, the future completes with one.
 *
 * <p>On a member, commands run as those of a client of that member do, in the name of the default
 * user. A Hazelcast client sends them to members with this plugin as tasks of the executor {@code
 * gridscript:commands}; its pool size bounds how many run at the same time on each member. If that
 * member is lost meanwhile, the client doesn't learn what became of the command.
 *
 * <p>Safe for all threads; made once and kept.
 */
public final class Gridscript {

    private final CommandRoute route;

    private Gridscript(CommandRoute route) {
        this.route = route;
    }

    /**
     * The scripts of the grid that an instance of Hazelcast belongs to.
     *
     * @param instance a member that has this plugin, or a client of such members
     */
    public static Gridscript of(HazelcastInstance instance) {
        return new Gridscript(
                MemberScripts.isOn(instance)
                        ? new MemberRoute(instance)
                        : new ClientRoute(instance));
    }

    /**
     * Loads a script. When this returns, every member runs it by its digest, until it is flushed.
     *
     * @param source Lua
     * @return its SHA1 digest: 40 lower-case hexadecimal digits
     * @throws ScriptException if it can't be compiled
     */
    public String load(String source) {
        return join(loadAsync(source));
    }

    /** As {@link #load}. */
    public CompletableFuture<String> loadAsync(String source) {
        return call(words("SCRIPT", "LOAD", source)).thenApply(String.class::cast);
    }

    /**
     * Loads every file of a folder whose name ends with {@code .lua}, in the order of names.
     *
     * @return the digests by the files' paths, in that order
     * @throws ScriptException if one can't be compiled; those before it are loaded
     * @throws IOException if one can't be read; those before it are loaded
     */
    public Map<Path, String> loadAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".lua")).sorted().toList();
        }
        Map<Path, String> digests = new LinkedHashMap<>();
        for (Path file : files) {
            byte[] source = Files.readAllBytes(file);
            digests.put(file, (String) join(call(words("SCRIPT", "LOAD", source))));
        }
        return digests;
    }

    /** Whether a script with that SHA1 digest can be run. */
    public boolean exists(String sha1) {
        return join(existsAsync(sha1));
    }

    /** As {@link #exists}. */
    public CompletableFuture<Boolean> existsAsync(String sha1) {
        return call(words("SCRIPT", "EXISTS", sha1))
                .thenApply(reply -> ((List<?>) reply).get(0).equals(1L));
    }

    /**
     * Forgets all scripts. When this returns, no member runs one of them any more by its digest;
     * those that run end.
     */
    public void flush(FlushMode mode) {
        join(flushAsync(mode));
    }

    /** As {@link #flush}. */
    public CompletableFuture<Void> flushAsync(FlushMode mode) {
        return call(words("SCRIPT", "FLUSH", mode.name())).thenApply(done -> null);
    }

    /**
     * Runs a script on the keyspace, where its keys are.
     *
     * @param source Lua; it can be run by its digest afterwards
     * @param keys what becomes KEYS: texts, bytes or numbers
     * @param arguments what becomes ARGV: texts, bytes, numbers or Boolean
     * @return Long for an integer, String for a string or a status, List for an array, null for nil
     *     and false; after {@code redis.setresp(3)} also Boolean, Double, Map and Set
     * @throws ScriptException what the script raised or returned as its error, or why it can't run
     */
    public Object eval(String source, List<?> keys, Object... arguments) {
        return join(evalAsync(source, keys, arguments));
    }

    /** As {@link #eval}. */
    public CompletableFuture<Object> evalAsync(String source, List<?> keys, Object... arguments) {
        return call(invocation("EVAL", source, keys, arguments));
    }

    /**
     * As {@link #eval}, a script that was loaded.
     *
     * @param sha1 its SHA1 digest
     * @throws ScriptException also, with the code NOSCRIPT, if there is no such script
     */
    public Object evalSha(String sha1, List<?> keys, Object... arguments) {
        return join(evalShaAsync(sha1, keys, arguments));
    }

    /** As {@link #evalSha}. */
    public CompletableFuture<Object> evalShaAsync(String sha1, List<?> keys, Object... arguments) {
        return call(invocation("EVALSHA", sha1, keys, arguments));
    }

    /**
     * Ends the script that has run for the longest time, if it has written nothing.
     *
     * @return false if no script runs
     * @throws ScriptException with the code UNKILLABLE if it has written
     */
    public boolean kill() {
        try {
            join(call(words("SCRIPT", "KILL")));
            return true;
        } catch (ScriptException e) {
            if (e.code().equals("NOTBUSY")) {
                return false;
            }
            throw e;
        }
    }

    private CompletableFuture<Object> call(byte[][] words) {
        return route.call(words, false);
    }

    private static byte[][] invocation(
            String command, String script, List<?> keys, Object... arguments) {
        List<Object> words = new ArrayList<>(List.of(command, script, keys.size()));
        words.addAll(keys);
        words.addAll(List.of(arguments));
        return words(words.toArray());
    }

    private static byte[][] words(Object... words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            if (!ScalarType.isOne(words[i])) {
                throw new IllegalArgumentException(
                        "neither a text, bytes, a number nor a Boolean: " + words[i]);
            }
            bytes[i] = ScalarType.bytes(words[i]);
        }
        return bytes;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ScriptException error) {
                throw error;
            }
            throw e;
        }
    }
}

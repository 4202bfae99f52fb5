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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The scripts of a grid, and the data that they work on, for Java code on a member or with a
 * Hazelcast client. What is loaded here is there for Redis clients and JCache caches, and the other
 * way round.
 *
 * <p>Each method but {@link #loadAll} exists twice, one that waits and one that ends with {@code
 * Async} and returns a future. Futures complete on threads that must not be held up. Where a method
 * fails with a {@link ScriptException}, the future completes with one.
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
     * As {@link #eval}, the script that was last loaded with a name.
     *
     * @param name what it says of itself, see {@link ScriptProcessor#named}
     * @throws ScriptException also, with the code NOSCRIPT, if there is no such script
     */
    public Object evalNamed(String name, List<?> keys, Object... arguments) {
        return join(evalNamedAsync(name, keys, arguments));
    }

    /** As {@link #evalNamed}. */
    public CompletableFuture<Object> evalNamedAsync(
            String name, List<?> keys, Object... arguments) {
        return call(invocation("EVALNAME", name, keys, arguments));
    }

    /**
     * The SHA1 digest of the script that was last loaded with a name.
     *
     * @param name what it says of itself, see {@link ScriptProcessor#named}
     * @return 40 lower-case hexadecimal digits
     * @throws ScriptException with the code NOSCRIPT if there is no such script
     */
    public String shaOf(String name) {
        return join(shaOfAsync(name));
    }

    /** As {@link #shaOf}. */
    public CompletableFuture<String> shaOfAsync(String name) {
        return call(words("GRIDSCRIPT", "SHA", name)).thenApply(String.class::cast);
    }

    /**
     * A script's source, and what is known of it.
     *
     * @param sha1 its SHA1 digest
     * @throws ScriptException with the code NOSCRIPT if there is no such script
     */
    public ScriptDetails get(String sha1) {
        return join(getAsync(sha1));
    }

    /** As {@link #get}. */
    public CompletableFuture<ScriptDetails> getAsync(String sha1) {
        return details("SHA", sha1);
    }

    /**
     * As {@link #get}, of the script that was last loaded with a name.
     *
     * @param name what it says of itself, see {@link ScriptProcessor#named}
     */
    public ScriptDetails getNamed(String name) {
        return join(getNamedAsync(name));
    }

    /** As {@link #getNamed}. */
    public CompletableFuture<ScriptDetails> getNamedAsync(String name) {
        return details("NAME", name);
    }

    private CompletableFuture<ScriptDetails> details(String by, String which) {
        return call(words("GRIDSCRIPT", "SCRIPTS", by, which, "WITHSOURCE"))
                .thenApply(
                        reply -> {
                            ScriptDetails details = ScriptDetails.of(reply);
                            if (details == null) {
                                throw new ScriptException(
                                        "NOSCRIPT No script has that "
                                                + by.toLowerCase(Locale.ROOT));
                            }
                            return details;
                        });
    }

    /**
     * What a script's runs took on all members together; one that doesn't answer within two seconds
     * is left out.
     *
     * @param sha1 its SHA1 digest
     * @throws ScriptException with the code NOSCRIPT if there is no such script
     */
    public RunStatistics stats(String sha1) {
        return join(statsAsync(sha1));
    }

    /** As {@link #stats}. */
    public CompletableFuture<RunStatistics> statsAsync(String sha1) {
        return call(words("SCRIPT", "STATS", sha1)).thenApply(RunStatistics::of);
    }

    /**
     * Ends the script that has run for the longest time, if it has written nothing.
     *
     * @return false if no script runs
     * @throws ScriptException with the code UNKILLABLE if it has written
     */
    public boolean kill() {
        return join(killAsync());
    }

    /** As {@link #kill}. */
    public CompletableFuture<Boolean> killAsync() {
        return call(words("SCRIPT", "KILL")).handle(Gridscript::isKilled);
    }

    private static boolean isKilled(Object reply, Throwable failure) {
        if (failure == null) {
            return true;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ScriptException error && error.code().equals("NOTBUSY")) {
            return false;
        }
        throw cause instanceof ScriptException error ? error : new CompletionException(cause);
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

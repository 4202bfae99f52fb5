package io.gridscript.command;

import io.gridscript.keyspace.GlobPattern;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.spec.Argument;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What follows the cursor of SCAN and its kin.
 *
 * @param pattern what names must match, or null for all
 * @param count about how many elements one call looks at
 * @param type of keys, in lower case, or null for all
 * @param withoutValues NOVALUES of HSCAN
 */
public record ScanOptions(GlobPattern pattern, long count, String type, boolean withoutValues) {

    /** What is scanned; some options are for one kind only. */
    public enum Kind {
        KEYS,
        HASH,
        OTHER
    }

    /** Visits the elements of the bucket that a cursor names; returns the next cursor. */
    @FunctionalInterface
    public interface BucketScan<N> {
        long scan(long cursor, Consumer<N> visitor);
    }

    /** The documentation of MATCH and COUNT. */
    public static final Argument MATCH = Argument.pattern("pattern").after("MATCH").asOptional();

    public static final Argument COUNT = Argument.integer("count").after("COUNT").asOptional();

    /** The cost that Redis states for all commands of this kind. */
    public static final String COMPLEXITY =
            "O(1) for a call, O(N) for all calls until the cursor is 0 again, N elements";

    /** Buckets visited at most for each element asked for, as Redis bounds sparse tables. */
    private static final long BUCKETS_FOR_EACH = 10;

    private static final long DEFAULT_COUNT = 10;

    /** All types that Redis knows, whether or not keys of them exist. */
    private static final Set<String> TYPES =
            Set.of("string", "list", "set", "zset", "hash", "stream");

    private static final ErrorReply NOVALUES_ELSEWHERE =
            ErrorReply.err("NOVALUES option can only be used in HSCAN");

    /** Reads all words of a request from a position on. */
    public static ScanOptions parse(byte[][] request, int from, Kind kind) {
        GlobPattern pattern = null;
        long count = DEFAULT_COUNT;
        String type = null;
        boolean withoutValues = false;
        int at = from;
        while (at < request.length) {
            byte[] word = request[at++];
            boolean valueFollows = at < request.length;
            if (Ascii.is(word, "count") && valueFollows) {
                count = count(request[at++]);
            } else if (Ascii.is(word, "match") && valueFollows) {
                pattern = pattern(request[at++]);
            } else if (Ascii.is(word, "type") && valueFollows && kind == Kind.KEYS) {
                type = type(request[at++]);
            } else if (Ascii.is(word, "novalues")) {
                if (kind != Kind.HASH) {
                    throw NOVALUES_ELSEWHERE;
                }
                withoutValues = true;
            } else {
                throw ErrorReply.SYNTAX;
            }
        }
        return new ScanOptions(pattern, count, type, withoutValues);
    }

    private static long count(byte[] argument) {
        long count = RedisNumbers.parseLong(argument);
        if (count < 1) {
            throw ErrorReply.SYNTAX;
        }
        return count;
    }

    private static GlobPattern pattern(byte[] argument) {
        boolean matchesAll = argument.length == 1 && argument[0] == '*';
        return matchesAll ? null : GlobPattern.of(argument);
    }

    private static String type(byte[] argument) {
        String type = Ascii.lowerCase(argument);
        if (!TYPES.contains(type)) {
            throw ErrorReply.err("unknown type name '" + Ascii.string(argument) + "'");
        }
        return type;
    }

    /** Whether a name is wanted. */
    public boolean matches(byte[] name) {
        return pattern == null || pattern.matches(name);
    }

    /**
     * Visits buckets from a cursor on until they held as many elements as COUNT asks for.
     *
     * @param collected gets all elements visited, wanted or not
     * @return the cursor to go on with, 0 at the end
     */
    public <N> long collect(long cursor, BucketScan<N> buckets, List<N> collected) {
        long next = cursor;
        long bucketsLeft =
                count > Long.MAX_VALUE / BUCKETS_FOR_EACH
                        ? Long.MAX_VALUE
                        : count * BUCKETS_FOR_EACH;
        do {
            next = buckets.scan(next, collected::add);
        } while (next != 0 && bucketsLeft-- > 0 && collected.size() < count);
        return next;
    }
}

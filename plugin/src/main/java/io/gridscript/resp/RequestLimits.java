package io.gridscript.resp;

/**
 * How much a connection may ask for. Immutable; a connection gets other limits when a setting
 * changes and when it has authenticated.
 *
 * @param bulkBytes the longest argument (proto-max-bulk-len)
 * @param arguments the most arguments of one request
 * @param lineBytes the longest inline request, and the longest line that should be a length
 * @param bufferBytes the most bytes that may have arrived without being a request or an argument
 *     yet (client-query-buffer-limit)
 * @param authenticated whether the much lower limits for unknown clients are lifted
 */
public record RequestLimits(
        long bulkBytes, int arguments, int lineBytes, long bufferBytes, boolean authenticated) {

    /** What Redis has unless configured otherwise, for an authenticated connection. */
    public static final RequestLimits DEFAULT =
            new RequestLimits(512L << 20, Integer.MAX_VALUE, 64 << 10, 1L << 30, true);

    /** The longest array every JVM can make. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final int UNAUTHENTICATED_BULK_BYTES = 16384;
    private static final int UNAUTHENTICATED_ARGUMENTS = 10;
    private static final long UNAUTHENTICATED_BUFFER_BYTES = 1 << 20;

    /** The bulk limit is lowered to what fits a Java array. */
    public RequestLimits {
        if (bulkBytes < 0 || arguments < 0 || lineBytes < 0 || bufferBytes < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
        bulkBytes = Math.min(bulkBytes, LONGEST_ARRAY);
    }

    /** The same settings for a connection that has, or hasn't, authenticated. */
    public RequestLimits authenticated(boolean yes) {
        return new RequestLimits(bulkBytes, arguments, lineBytes, bufferBytes, yes);
    }

    boolean refusesArguments(long count) {
        return count > arguments;
    }

    boolean needsAuthenticationForArguments(long count) {
        return !authenticated && count > UNAUTHENTICATED_ARGUMENTS;
    }

    boolean refusesBulk(long bytes) {
        return bytes < 0 || bytes > bulkBytes;
    }

    boolean needsAuthenticationForBulk(long bytes) {
        return !authenticated && bytes > UNAUTHENTICATED_BULK_BYTES;
    }

    boolean refusesBuffer(long bytes) {
        return bytes > bufferBytes || (!authenticated && bytes > UNAUTHENTICATED_BUFFER_BYTES);
    }
}

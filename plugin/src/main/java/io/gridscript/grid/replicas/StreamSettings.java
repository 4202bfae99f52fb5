package io.gridscript.grid.replicas;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is said elsewhere of the stream to replicas, mostly by directives; asked for each time.
 *
 * @param id of the stream, forty hex digits
 * @param pingSeconds repl-ping-replica-period
 * @param timeoutSeconds repl-timeout
 * @param expiresLazily lazyfree-lazy-expire
 * @param deletesLazily lazyfree-lazy-server-del
 * @param functions the source of each library of functions
 */
public record StreamSettings(
        Supplier<String> id,
        LongSupplier pingSeconds,
        LongSupplier timeoutSeconds,
        BooleanSupplier expiresLazily,
        BooleanSupplier deletesLazily,
        Supplier<List<byte[]>> functions) {}

package io.gridscript.grid.replicas;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What directives say of the stream to replicas, asked for each time.
 *
 * @param id of the stream, forty hex digits
 * @param pingSeconds repl-ping-replica-period
 * @param timeoutSeconds repl-timeout
 * @param expiresLazily lazyfree-lazy-expire
 * @param deletesLazily lazyfree-lazy-server-del
 */
public record StreamSettings(
        Supplier<String> id,
        LongSupplier pingSeconds,
        LongSupplier timeoutSeconds,
        BooleanSupplier expiresLazily,
        BooleanSupplier deletesLazily) {}

package io.gridscript.grid.replication;

import com.hazelcast.spi.exception.RetryableHazelcastException;

/**
 * The keyspace can't migrate at the moment; Hazelcast tries again. Without a stack trace, because
 * Hazelcast logs it and a client's long script is no fault.
 */
final class MigrationPostponed extends RetryableHazelcastException {

    private static final long serialVersionUID = 1L;

    MigrationPostponed(String reason) {
        super(reason);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}

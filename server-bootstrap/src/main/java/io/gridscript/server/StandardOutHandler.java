package io.gridscript.server;

import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Writes log lines to standard output, where redis-server writes its own; standard error stays
 * reserved for the one line that says why the server could not start. Created by the JDK's logging
 * from {@code logging.properties}.
 */
public final class StandardOutHandler extends StreamHandler {

    /** Takes level and formatter from the logging configuration. */
    public StandardOutHandler() {
        setOutputStream(System.out);
    }

    @Override
    public synchronized void publish(LogRecord logged) {
        super.publish(logged);
        flush();
    }

    /** Leaves standard output open: others write to it, too. */
    @Override
    public synchronized void close() {
        flush();
    }
}

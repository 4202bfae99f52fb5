package io.gridscript.server;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops the log lines of Hazelcast that the server says better itself: that a member without
 * discovery starts alone, and, with a stack trace, that its port is taken. Created by the JDK's
 * logging from {@code logging.properties}.
 */
public final class AlreadySaid implements Filter {

    /** Needs nothing. */
    public AlreadySaid() {}

    @Override
    public boolean isLoggable(LogRecord logged) {
        String logger = String.valueOf(logged.getLoggerName());
        String message = String.valueOf(logged.getMessage());
        boolean alone =
                logger.equals("com.hazelcast.instance.impl.Node")
                        && message.endsWith("No join method is enabled! Starting standalone.");
        boolean portTaken =
                logger.equals("com.hazelcast.instance.AddressPicker") && logged.getThrown() != null;
        return !alone && !portTaken;
    }
}

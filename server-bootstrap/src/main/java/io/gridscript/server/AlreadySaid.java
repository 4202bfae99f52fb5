package io.gridscript.server;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops the log lines of Hazelcast that say nothing new: what the server's own lines say better
 * (that it starts alone, on which port, that a port is taken), and that a start given up on ends.
 * Created by the JDK's logging from {@code logging.properties}.
 */
public final class AlreadySaid implements Filter {

    private static final List<String> OF_NODE =
            List.of(
                    "No join method is enabled! Starting standalone.",
                    "Some of the ports seem occupied!",
                    "Terminating forcefully...");

    /** Needs nothing. */
    public AlreadySaid() {}

    @Override
    public boolean isLoggable(LogRecord logged) {
        String message = String.valueOf(logged.getMessage());
        return switch (String.valueOf(logged.getLoggerName())) {
            case "com.hazelcast.instance.impl.Node" ->
                    OF_NODE.stream().noneMatch(message::endsWith);
            case "com.hazelcast.instance.AddressPicker" -> logged.getThrown() == null;
            default -> true;
        };
    }
}

package io.gridscript.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * The JDK's log manager drops all handlers as soon as the process is asked to end, while the member
 * is still leaving the grid and has things to say. This one keeps them to the last.
 */
public final class LastingLogManager extends LogManager {

    private volatile boolean configured;

    /** Created by the JDK's logging from the system property {@code java.util.logging.manager}. */
    public LastingLogManager() {}

    @Override
    public void readConfiguration(InputStream properties) throws IOException {
        configured = false;
        super.readConfiguration(properties);
        configured = true;
    }

    @Override
    public void reset() {
        if (!configured) {
            super.reset();
        }
    }
}

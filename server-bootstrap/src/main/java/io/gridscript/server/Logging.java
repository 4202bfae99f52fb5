package io.gridscript.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sets up the JDK's logging, which Hazelcast and the plugin log through. */
final class Logging {

    private static final String[] OWN_CONFIGURATION = {
        "java.util.logging.config.file",
        "java.util.logging.config.class",
        "java.util.logging.manager"
    };

    private Logging() {}

    /** Loads the server's logging configuration, unless the operator brought one. */
    static void configure() {
        for (String property : OWN_CONFIGURATION) {
            if (System.getProperty(property) != null) {
                return;
            }
        }
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        try (InputStream properties = Logging.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(properties);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

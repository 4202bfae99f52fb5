package io.gridscript.member;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs while this is open. */
final class CapturedLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Level former;

    CapturedLog(Class<?> type) {
        logger = Logger.getLogger(type.getName());
        former = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    /** How many messages begin so. */
    long count(String beginning) {
        return messages.stream().filter(each -> each.startsWith(beginning)).count();
    }

    @Override
    public void publish(LogRecord message) {
        messages.add(formatter.formatMessage(message));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(former);
    }
}

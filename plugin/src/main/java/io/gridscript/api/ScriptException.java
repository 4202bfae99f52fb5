package io.gridscript.api;

import com.hazelcast.spi.exception.SilentException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script could not run, or ended with an error. What a Redis client would get as an error reply
 * is the message, with its {@link #code}.
 *
 * <p>JCache wraps it: it is the cause of the {@link javax.cache.processor.EntryProcessorException}
 * that {@code Cache.invoke} throws, for members and for Hazelcast clients.
 */
public final class ScriptException extends RuntimeException implements SilentException {

    private static final long serialVersionUID = 1L;

    private static final Pattern POSITION =
            Pattern.compile("script: (\\p{XDigit}{40}), on @?user_script:(\\d+)");

    /** An error with that text: a code, a space and a sentence. */
    public ScriptException(String message) {
        super(message);
    }

    /** An error with that text, and what has caused it. */
    public ScriptException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The first word of the message, by which programs tell errors apart: {@code ERR}, {@code
     * NOSCRIPT}, {@code WRONGTYPE}, {@code BUSY}, or what the script itself has chosen.
     */
    public String code() {
        String message = String.valueOf(getMessage());
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }

    /** Whether there is no script with that SHA or name: it was never loaded, or was flushed. */
    public boolean isNoScript() {
        return code().equals("NOSCRIPT");
    }

    /** The SHA1 digest of the script that raised the error, or null where no script ran. */
    public String sha1() {
        Matcher position = POSITION.matcher(String.valueOf(getMessage()));
        return position.find() ? position.group(1) : null;
    }

    /**
     * The line of the script where the error was raised, beginning with 1; 0 if that isn't known.
     */
    public int line() {
        Matcher position = POSITION.matcher(String.valueOf(getMessage()));
        return position.find() ? Integer.parseInt(position.group(2)) : 0;
    }
}

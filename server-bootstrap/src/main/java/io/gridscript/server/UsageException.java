package io.gridscript.server;

/** A command line that cannot be followed; the message is the one line its writer sees. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}

package io.gridscript.server;

import io.gridscript.member.InvalidSetting;
import java.net.BindException;

/** Says in one line why the server could not start. */
final class OneLine {

    private OneLine() {}

    /**
     * What the plugin says of an invalid setting, if that is among the causes; otherwise the
     * failure's own message, with the innermost one where that adds something.
     */
    static String of(Throwable failure) {
        String message = message(failure);
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSetting) {
                return message(cause);
            }
            innermost = cause;
        }
        if (innermost instanceof BindException) {
            return message + " Name another port for the member with --member-port.";
        }
        String reason = message(innermost);
        return message.contains(reason) ? message : message + ": " + reason;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}

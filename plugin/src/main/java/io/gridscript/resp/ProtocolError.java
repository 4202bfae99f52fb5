package io.gridscript.resp;

import io.gridscript.reply.ErrorReply;

/**
 * Input that is no request. The connection gets the reply and is closed: what follows in its stream
 * means nothing any more. Carries no stack trace, because it describes what a client sent.
 */
final class ProtocolError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolError(String what) {
        super("Protocol error: " + what, null, false, false);
    }

    /** What the client is told before the connection closes. */
    public ErrorReply reply() {
        return ErrorReply.err(getMessage());
    }
}

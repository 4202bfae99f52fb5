package io.gridscript.resp;

import io.gridscript.reply.ReplyWriter;

/** Takes one reply from a connection of this JVM. */
public interface ReplyTaker {

    /** Where the reply is written, piece by piece. */
    ReplyWriter writer();

    /** Whether all of it was written. */
    boolean isComplete();

    /** All of it was written. */
    void complete();

    /** It won't come: the connection has ended, and nobody knows what became of the request. */
    void lost();
}

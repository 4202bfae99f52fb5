package io.gridscript.command;

import io.gridscript.reply.ErrorReply;

/** Takes what is counted of the commands that a script calls. */
public interface ScriptCounts {

    /** A command ran, well or not. */
    void called(Command command, long nanos);

    /** A command that ran ended with an error. */
    void failed(Command command, ErrorReply error);

    /**
     * A command was refused before it ran.
     *
     * @param command null where there is none of that name
     */
    void refused(Command command, ErrorReply error);
}

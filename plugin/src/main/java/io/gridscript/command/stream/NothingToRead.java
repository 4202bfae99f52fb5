package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.ReplyWriter;

/** What XREAD and XREADGROUP do when no stream has what they ask for. */
final class NothingToRead {

    private NothingToRead() {}

    /**
     * Here a client would wait that asked for that; so far all are answered as those are that may
     * not, in MULTI and in scripts: that nothing came in time.
     *
     * @param after the ID after which each stream is read: the last one now where that was asked
     *     for; the greatest one for what its group hasn't seen
     */
    static void answer(CommandCall call, ReadRequest request, StreamId[] after, ReplyWriter reply) {
        reply.nilArray();
    }
}

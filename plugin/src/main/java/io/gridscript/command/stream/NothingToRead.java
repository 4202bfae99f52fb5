package io.gridscript.command.stream;

import io.gridscript.command.CommandCall;
import io.gridscript.command.KeyWait;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** What XREAD and XREADGROUP do when no stream has what they ask for: wait, if they may. */
final class NothingToRead {

    private NothingToRead() {}

    /** XREAD waits for what comes after what is there now. */
    static KeyWait inStreams(
            CommandCall call, ReadRequest request, StreamId[] after, ReplyWriter reply) {
        return request.mayBlock()
                ? keys(call, request).thenAs(request.withIds(call, after))
                : answer(reply);
    }

    /** XREADGROUP waits for what its group hasn't seen, as long as the group is there. */
    static KeyWait inGroups(CommandCall call, ReadRequest request, ReplyWriter reply) {
        return request.mayBlock() ? keys(call, request).evenIfTheyAreGone() : answer(reply);
    }

    private static KeyWait keys(CommandCall call, ReadRequest request) {
        List<byte[]> keys = new ArrayList<>(request.streams());
        for (int i = 0; i < request.streams(); i++) {
            keys.add(request.key(call, i));
        }
        return KeyWait.of(keys, StreamValue.class, request.blockMillis());
    }

    private static KeyWait answer(ReplyWriter reply) {
        reply.nilArray();
        return null;
    }
}

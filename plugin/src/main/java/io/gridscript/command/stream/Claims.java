package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamId;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** What was claimed, to be told as entries or as IDs. */
final class Claims {

    private final boolean justIds;
    private final List<StreamId> ids = new ArrayList<>();
    private final List<StreamEntry> entries = new ArrayList<>();

    Claims(boolean justIds) {
        this.justIds = justIds;
    }

    void add(StreamId id, StreamEntry entry) {
        ids.add(id);
        entries.add(entry);
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    void writeTo(ReplyWriter reply) {
        reply.array(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (justIds) {
                reply.bulk(ids.get(i).text());
            } else {
                EntryReply.write(entries.get(i), reply);
            }
        }
    }
}

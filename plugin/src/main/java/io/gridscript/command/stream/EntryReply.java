package io.gridscript.command.stream;

import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamRange;
import io.gridscript.reply.ReplyWriter;

/** Entries in replies: the ID, then fields and values in turn. */
final class EntryReply {

    private EntryReply() {}

    static void write(StreamEntry entry, ReplyWriter reply) {
        reply.array(2);
        reply.bulk(entry.id().text());
        reply.array(2 * entry.fields());
        entry.forEachPart(reply::bulk);
    }

    /** An entry that was deleted since. */
    static void writeDeleted(StreamId id, ReplyWriter reply) {
        reply.array(2);
        reply.bulk(id.text());
        reply.nilArray();
    }

    /** The first entries of a range, so many at most. */
    static void writeFirst(StreamRange range, int most, ReplyWriter reply) {
        int count = range.count(most);
        reply.array(count);
        range.ascend(count, entry -> write(entry, reply));
    }

    /** The last entries of a range, the last first. */
    static void writeLast(StreamRange range, int most, ReplyWriter reply) {
        int count = range.count(most);
        reply.array(count);
        range.descend(count, entry -> write(entry, reply));
    }

    /** How many entries a COUNT allows, of which 0 means all. */
    static int most(long count) {
        return count <= 0 ? Integer.MAX_VALUE : (int) Math.min(count, Integer.MAX_VALUE);
    }
}

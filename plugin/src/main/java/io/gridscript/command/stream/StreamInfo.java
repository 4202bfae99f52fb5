package io.gridscript.command.stream;

import io.gridscript.keyspace.PendingEntry;
import io.gridscript.keyspace.StreamConsumer;
import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamGroup;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamRange;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.reply.ReplyWriter;
import java.util.Collection;

/** What XINFO STREAM tells. */
final class StreamInfo {

    private StreamInfo() {}

    static void write(StreamValue stream, ReplyWriter reply) {
        reply.map(10);
        writeFigures(stream, reply);
        reply.bulk("groups");
        reply.integer(stream.groups().size());
        StreamRange all = stream.range(StreamId.ZERO, StreamId.MAX);
        reply.bulk("first-entry");
        writeOrNil(all.first(), reply);
        reply.bulk("last-entry");
        writeOrNil(all.last(), reply);
    }

    private static void writeOrNil(StreamEntry entry, ReplyWriter reply) {
        if (entry == null) {
            reply.nil();
        } else {
            EntryReply.write(entry, reply);
        }
    }

    /**
     * All of a stream.
     *
     * @param count how many entries, and how many pending ones of each group and consumer; 0: all
     */
    static void writeFull(StreamValue stream, long count, ReplyWriter reply) {
        int most = EntryReply.most(count);
        reply.map(9);
        writeFigures(stream, reply);
        reply.bulk("entries");
        EntryReply.writeFirst(stream.range(StreamId.ZERO, StreamId.MAX), most, reply);
        reply.bulk("groups");
        reply.array(stream.groups().size());
        for (StreamGroup group : stream.groups()) {
            reply.map(7);
            reply.bulk("name");
            reply.bulk(group.name());
            writeProgress(stream, group, reply);
            reply.bulk("pel-count");
            reply.integer(group.pendingCount());
            reply.bulk("pending");
            writePending(group, most, reply);
            reply.bulk("consumers");
            reply.array(group.consumers().size());
            for (StreamConsumer consumer : group.consumers()) {
                write(consumer, most, reply);
            }
        }
    }

    private static void writeFigures(StreamValue stream, ReplyWriter reply) {
        Collection<StreamId> nodes = stream.nodeIds();
        reply.bulk("length");
        reply.integer(stream.length());
        reply.bulk("radix-tree-keys");
        reply.integer(nodes.size());
        reply.bulk("radix-tree-nodes");
        reply.integer(RadixTree.nodes(nodes));
        reply.bulk("last-generated-id");
        reply.bulk(stream.last().text());
        reply.bulk("max-deleted-entry-id");
        reply.bulk(stream.mostDeleted().text());
        reply.bulk("entries-added");
        reply.integer(stream.added());
        reply.bulk("recorded-first-entry-id");
        reply.bulk(stream.first().text());
    }

    /** Up to where a group has read. */
    static void writeProgress(StreamValue stream, StreamGroup group, ReplyWriter reply) {
        reply.bulk("last-delivered-id");
        reply.bulk(group.delivered().text());
        reply.bulk("entries-read");
        writeOrNil(group.read(), reply);
        reply.bulk("lag");
        writeOrNil(new ReadCounter(stream, group).lag(), reply);
    }

    private static void writeOrNil(long counted, ReplyWriter reply) {
        if (counted == StreamGroup.UNKNOWN) {
            reply.nil();
        } else {
            reply.integer(counted);
        }
    }

    private static void writePending(StreamGroup group, int most, ReplyWriter reply) {
        int left = Math.min(most, group.pendingCount());
        reply.array(left);
        for (PendingEntry entry : group.pendingFrom(StreamId.ZERO)) {
            if (left-- == 0) {
                return;
            }
            reply.array(4);
            reply.bulk(entry.id().text());
            reply.bulk(entry.consumer().name());
            reply.integer(entry.delivered());
            reply.integer(entry.deliveries());
        }
    }

    private static void write(StreamConsumer consumer, int most, ReplyWriter reply) {
        reply.map(5);
        reply.bulk("name");
        reply.bulk(consumer.name());
        reply.bulk("seen-time");
        reply.integer(consumer.seen());
        reply.bulk("active-time");
        reply.integer(consumer.active());
        reply.bulk("pel-count");
        reply.integer(consumer.pendingCount());
        reply.bulk("pending");
        int left = Math.min(most, consumer.pendingCount());
        reply.array(left);
        for (PendingEntry entry : consumer.pendingFrom(StreamId.ZERO)) {
            if (left-- == 0) {
                return;
            }
            reply.array(3);
            reply.bulk(entry.id().text());
            reply.integer(entry.delivered());
            reply.integer(entry.deliveries());
        }
    }
}

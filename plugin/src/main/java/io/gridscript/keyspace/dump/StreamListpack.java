package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.StreamAssembly;
import io.gridscript.keyspace.StreamEntry;
import io.gridscript.keyspace.StreamId;
import io.gridscript.keyspace.StreamNode;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of a stream as a listpack: how many entries are there and how many were deleted, the
 * common fields, a zero; then of each entry flags, its ID as distances from the node's, fields and
 * values, of the common fields only the values, and how many elements that were.
 */
final class StreamListpack {

    private static final long DELETED = 1;
    private static final long COMMON_FIELDS = 2;

    /** Elements of an entry beside fields and values: flags and ID. */
    private static final int ALWAYS_THERE = 3;

    private final List<byte[]> elements = new ArrayList<>();
    private int at;

    private StreamListpack(byte[] listpack) throws CorruptInput {
        ListpackReader.read(listpack, elements::add);
    }

    static void write(StreamNode node, PayloadOutput out) {
        ListpackWriter listpack = new ListpackWriter();
        listpack.add(node.size());
        listpack.add(node.slots() - node.size());
        listpack.add(node.commonFields().length);
        for (byte[] field : node.commonFields()) {
            listpack.add(field);
        }
        listpack.add(0);
        for (int slot = 0; slot < node.slots(); slot++) {
            write(node.entry(slot), node.first(), node.isDeleted(slot), listpack);
        }
        listpack.writeTo(out);
    }

    private static void write(
            StreamEntry entry, StreamId first, boolean deleted, ListpackWriter listpack) {
        boolean common = entry.hasCommonFields();
        listpack.add((deleted ? DELETED : 0) | (common ? COMMON_FIELDS : 0));
        listpack.add(entry.millis() - first.millis());
        listpack.add(entry.sequence() - first.sequence());
        int fields = entry.fields();
        if (!common) {
            listpack.add(fields);
        }
        // Of the common fields only what comes second is written.
        int[] part = new int[1];
        entry.forEachPart(
                (bytes, from, size) -> {
                    if (!common || part[0] % 2 == 1) {
                        listpack.add(bytes, from, size);
                    }
                    part[0]++;
                });
        listpack.add(ALWAYS_THERE + (common ? fields : 1 + 2L * fields));
    }

    /** Gives on a node with the entries of a listpack. */
    static void read(StreamId first, byte[] listpack, StreamAssembly stream) throws CorruptInput {
        new StreamListpack(listpack).read(first, stream);
    }

    private void read(StreamId first, StreamAssembly stream) throws CorruptInput {
        long present = number();
        long deleted = number();
        byte[][] commonFields = new byte[count()][];
        for (int i = 0; i < commonFields.length; i++) {
            commonFields[i] = next();
        }
        if (number() != 0) {
            throw new CorruptInput("a part of a stream whose fields don't end");
        }
        stream.beginNode(first, commonFields);
        while (at < elements.size()) {
            boolean isDeleted = readEntry(first, commonFields, stream);
            deleted -= isDeleted ? 1 : 0;
            present -= isDeleted ? 0 : 1;
        }
        if (present != 0 || deleted != 0) {
            throw new CorruptInput("a part of a stream with other entries than it says");
        }
        stream.endNode();
    }

    /** Returns whether it was deleted. */
    private boolean readEntry(StreamId first, byte[][] commonFields, StreamAssembly stream)
            throws CorruptInput {
        int begin = at;
        long flags = number();
        long millis = first.millis() + number();
        StreamId id = new StreamId(millis, first.sequence() + number());
        boolean common = (flags & COMMON_FIELDS) != 0;
        byte[][] pairs = new byte[2 * (common ? commonFields.length : count())][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = common && i % 2 == 0 ? commonFields[i / 2] : next();
        }
        if (number() != at - 1 - begin) {
            throw new CorruptInput("an entry of a stream that doesn't lead back");
        }
        boolean deleted = (flags & DELETED) != 0;
        stream.addEntry(id, deleted, pairs);
        return deleted;
    }

    /** A number of things that are yet to come. */
    private int count() throws CorruptInput {
        long count = number();
        if (count < 0 || count > elements.size() - at) {
            throw new CorruptInput("a part of a stream with fewer elements than it says");
        }
        return (int) count;
    }

    private long number() throws CorruptInput {
        byte[] element = next();
        if (!RedisNumbers.isLong(element)) {
            throw new CorruptInput("a text in a stream where a number should be");
        }
        return RedisNumbers.parseLong(element, 0, element.length, ErrorReply.NOT_AN_INTEGER);
    }

    private byte[] next() throws CorruptInput {
        if (at == elements.size()) {
            throw new CorruptInput("a part of a stream that ends too early");
        }
        return elements.get(at++);
    }
}

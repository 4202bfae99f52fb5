package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A stream: entries in the order of their IDs, and the groups of consumers that read them. A stream
 * without entries stays.
 *
 * <p>Entries lie in nodes by whose size Redis decides what approximate trimming removes, so they
 * are split as there. Nothing that happens to groups is seen by WATCH, as in Redis.
 */
public final class StreamValue extends Value {

    private static final int OWN_BYTES = 256;

    /** Larger nodes aren't made, whatever the directives say. */
    private static final int LARGEST_NODE = 1 << 30;

    final TreeMap<StreamId, StreamNode> nodes = new TreeMap<>();
    final TreeMap<byte[], StreamGroup> groups = new TreeMap<>(Arrays::compareUnsigned);

    int length;
    long added;
    StreamId first = StreamId.ZERO;
    StreamId last = StreamId.ZERO;
    StreamId mostDeleted = StreamId.ZERO;
    private long sizeInBytes = OWN_BYTES;

    /** How many entries there are. */
    public int length() {
        return length;
    }

    /** How many entries were ever added, as far as is known. */
    public long added() {
        return added;
    }

    /** The ID of the first entry, or zero. */
    public StreamId first() {
        return first;
    }

    /** The greatest ID that an entry ever had, or what XSETID said. */
    public StreamId last() {
        return last;
    }

    /** The greatest ID of those that were deleted one by one, or zero. */
    public StreamId mostDeleted() {
        return mostDeleted;
    }

    /** The ID of the last entry that is there, or zero. */
    public StreamId lastPresent() {
        StreamRange all = new StreamRange(this, StreamId.ZERO, StreamId.MAX);
        StreamEntry entry = all.last();
        return entry == null ? StreamId.ZERO : entry.id();
    }

    /** The IDs under which its nodes are found, for what XINFO tells of them. */
    public Collection<StreamId> nodeIds() {
        return Collections.unmodifiableCollection(nodes.keySet());
    }

    /** Its nodes in the order of IDs; not to be kept. */
    public Collection<StreamNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /**
     * How many entries were added up to an ID, where its place among the others tells; otherwise
     * {@link StreamGroup#UNKNOWN}.
     */
    public long addedUpTo(StreamId id) {
        if (added == 0) {
            return 0;
        }
        if (length == 0 && !id.isAfter(last)) {
            return added;
        }
        if (!id.isZero() && id.isBefore(mostDeleted)) {
            return StreamGroup.UNKNOWN;
        }
        if (id.equals(last)) {
            return added;
        }
        boolean isWhole = mostDeleted.isZero() || mostDeleted.isBefore(first);
        if (id.isAfter(first) || !isWhole) {
            return StreamGroup.UNKNOWN;
        }
        long before = added - length;
        return id.isBefore(first) ? before : before + 1;
    }

    /** The entries from an ID to another, both included. */
    public StreamRange range(StreamId from, StreamId to) {
        return new StreamRange(this, from, to);
    }

    /** The entry of that ID, or null. */
    public StreamEntry get(StreamId id) {
        Map.Entry<StreamId, StreamNode> found = nodes.floorEntry(id);
        if (found == null) {
            return null;
        }
        StreamNode node = found.getValue();
        int slot = slotOf(node, id);
        return slot < 0 ? null : node.entry(slot);
    }

    /** The slot of an entry that is there, or -1. */
    private static int slotOf(StreamNode node, StreamId id) {
        int slot = node.slotOf(id);
        boolean present =
                slot < node.slots() && !node.isDeleted(slot) && node.entry(slot).id().equals(id);
        return present ? slot : -1;
    }

    /**
     * Adds an entry.
     *
     * @param id after {@link #last}
     * @param pairs its fields and values in turn; kept: not to be changed afterwards
     */
    public void append(StreamId id, byte[][] pairs) {
        append(id, pairs, nodes.isEmpty() || isFull(nodes.lastEntry().getValue(), pairs));
    }

    private boolean isFull(StreamNode node, byte[][] pairs) {
        if (entry() == null) {
            return false;
        }
        EncodingLimits limits = entry().database.keyspace().encodingLimits();
        int bytes = limits.streamNodeMaxBytes();
        int mostBytes = bytes == 0 ? LARGEST_NODE : Math.min(bytes, LARGEST_NODE);
        long size = node.listpackBytes();
        for (byte[] part : pairs) {
            size += part.length;
        }
        int mostEntries = limits.streamNodeMaxEntries();
        return size >= mostBytes || mostEntries != 0 && node.slots() >= mostEntries;
    }

    /** As {@link #append(StreamId, byte[][])}, where another copy put it. */
    void append(StreamId id, byte[][] pairs, boolean inNewNode) {
        Former former = formerOrNull();
        StreamNode node = inNewNode ? addNode(id, pairs) : nodes.lastEntry().getValue();
        long before = inNewNode ? 0 : node.sizeInBytes();
        StreamNode.End end = node.end();
        node.append(id, pairs);
        long grown = node.sizeInBytes() - before;
        if (former != null) {
            keepingEffects()
                    .add(
                            new StreamEffects.Appended(
                                    this, former, node, end, id, pairs, inNewNode, grown));
        }
        length++;
        added++;
        last = id;
        if (length == 1) {
            first = id;
        }
        changedBy(grown);
    }

    private StreamNode addNode(StreamId id, byte[][] pairs) {
        if (!nodes.isEmpty()) {
            nodes.lastEntry().getValue().trimToSize();
        }
        StreamNode node = new StreamNode(id, pairs);
        nodes.put(id, node);
        return node;
    }

    /** Deletes an entry; false when it isn't there. */
    public boolean delete(StreamId id) {
        Map.Entry<StreamId, StreamNode> found = nodes.floorEntry(id);
        int slot = found == null ? -1 : slotOf(found.getValue(), id);
        if (slot < 0) {
            return false;
        }
        StreamNode node = found.getValue();
        boolean whole = node.size() == 1;
        long grown = whole ? -node.sizeInBytes() : 0;
        Former former = formerOrNull();
        if (former != null) {
            keepingEffects()
                    .add(
                            new StreamEffects.Deleted(
                                    this, former, node, whole ? -1 : slot, id, grown));
        }
        if (whole) {
            nodes.remove(node.first());
        } else {
            node.delete(slot);
        }
        length--;
        mostDeleted = id.isAfter(mostDeleted) ? id : mostDeleted;
        findFirst();
        changedBy(grown);
        return true;
    }

    /** Removes entries from the head on; tells how many. */
    public int trim(StreamTrim trim) {
        int whole = 0;
        int gone = 0;
        int slots = 0;
        for (StreamNode node : nodes.values()) {
            int left = length - gone;
            if (trim.isShortEnough(left) || !trim.allows(gone + node.size())) {
                break;
            }
            if (!trim.covers(node, left)) {
                slots = trim.slotsOf(node, left);
                break;
            }
            whole++;
            gone += node.size();
        }
        return whole == 0 && slots == 0 ? 0 : trim(whole, slots);
    }

    /** Removes the first nodes, and of the next the entries of its first slots. */
    int trim(int whole, int slots) {
        Former former = formerOrNull();
        List<StreamNode> gone = new ArrayList<>();
        long grown = 0;
        for (int i = 0; i < whole; i++) {
            StreamNode node = nodes.pollFirstEntry().getValue();
            grown -= node.sizeInBytes();
            length -= node.size();
            gone.add(node);
        }
        StreamNode next = slots == 0 ? null : nodes.firstEntry().getValue();
        int[] deleted = next == null ? new int[0] : deleteFirst(next, slots);
        length -= deleted.length;
        if (former != null) {
            keepingEffects()
                    .add(
                            new StreamEffects.Trimmed(
                                    this, former, gone, next, slots, deleted, grown));
        }
        findFirst();
        changedBy(grown);
        return formerLength(gone) + deleted.length;
    }

    private static int formerLength(List<StreamNode> gone) {
        int entries = 0;
        for (StreamNode node : gone) {
            entries += node.size();
        }
        return entries;
    }

    private static int[] deleteFirst(StreamNode node, int slots) {
        int[] deleted = new int[slots];
        int count = 0;
        for (int slot = 0; slot < slots; slot++) {
            if (!node.isDeleted(slot)) {
                node.delete(slot);
                deleted[count++] = slot;
            }
        }
        return Arrays.copyOf(deleted, count);
    }

    void findFirst() {
        if (length == 0) {
            first = StreamId.ZERO;
            return;
        }
        first = range(StreamId.ZERO, StreamId.MAX).first().id();
    }

    /** What XSETID sets; entries stay. */
    public void renumber(StreamId newLast, long newAdded, StreamId newMostDeleted) {
        Former former = formerOrNull();
        if (former != null) {
            keepingEffects()
                    .add(
                            new StreamEffects.Renumbered(
                                    this, former, newLast, newAdded, newMostDeleted));
        }
        last = newLast;
        added = newAdded;
        mostDeleted = newMostDeleted;
        changedUnwatched(0);
    }

    /** All groups, in the order of their names. */
    public Collection<StreamGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** The group of that name, or null. */
    public StreamGroup group(byte[] name) {
        return groups.get(name);
    }

    /**
     * Adds a group whose name isn't there yet.
     *
     * @param read as {@link StreamGroup#read}
     */
    public StreamGroup addGroup(byte[] name, StreamId delivered, long read) {
        StreamGroup group = new StreamGroup(this, name, delivered, read);
        Former former = formerOrNull();
        if (former != null) {
            keepingEffects().add(new StreamGroupEffects.Added(group, former, delivered, read));
        }
        groups.put(name, group);
        changedUnwatchedBy(group.sizeInBytes());
        return group;
    }

    /** Removes a group that is there, with its consumers and what they have pending. */
    public void removeGroup(StreamGroup group) {
        long size = group.sizeInBytes();
        Former former = formerOrNull();
        if (former != null) {
            keepingEffects().add(new StreamGroupEffects.Removed(group, former, size));
        }
        groups.remove(group.name());
        changedUnwatchedBy(-size);
    }

    @Override
    public String type() {
        return "stream";
    }

    @Override
    public String encoding() {
        return "stream";
    }

    @Override
    public long sizeInBytes() {
        return sizeInBytes;
    }

    @Override
    public StreamValue copy() {
        StreamValue copy = new StreamValue();
        nodes.forEach((id, node) -> copy.nodes.put(id, node.copy()));
        groups.forEach((name, group) -> copy.groups.put(name, group.copyTo(copy)));
        copy.length = length;
        copy.added = added;
        copy.first = first;
        copy.last = last;
        copy.mostDeleted = mostDeleted;
        copy.sizeInBytes = sizeInBytes;
        return copy;
    }

    @Override
    StreamValue frozen() {
        return copy();
    }

    @Override
    void writeHead(WireOutput out) {
        StreamElements.writeHead(this, out);
    }

    @Override
    Iterator<byte[]> elements() {
        return StreamElements.of(this);
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.STREAM);
        range(StreamId.ZERO, StreamId.MAX)
                .ascend(
                        length,
                        entry -> {
                            digest.mix(entry.id().text('.'));
                            entry.forEachPart(digest::mix);
                        });
    }

    /** Counts a change of entries. */
    private void changedBy(long grownBytes) {
        sizeInBytes += grownBytes;
        changed(grownBytes);
    }

    /** Counts a change of groups. */
    void changedUnwatchedBy(long grownBytes) {
        sizeInBytes += grownBytes;
        changedUnwatched(grownBytes);
    }

    /** While a value is read: counts what came. */
    void sizeGrown(long bytes) {
        sizeInBytes += bytes;
    }

    /** How it is before a change, where effects are kept, otherwise null. */
    Former formerOrNull() {
        if (keepingEffects() == null) {
            return null;
        }
        Entry entry = entry();
        return new Former(
                entry,
                entry.database.number(),
                entry.version,
                length,
                added,
                first,
                last,
                mostDeleted);
    }

    void takeBack(Former former, long grownBytes) {
        length = former.length;
        added = former.added;
        first = former.first;
        last = former.last;
        mostDeleted = former.mostDeleted;
        sizeInBytes -= grownBytes;
        former.entry.version = former.version;
        former.entry.database.storage().grown(-grownBytes);
    }

    /** How it was before a change, entries and groups apart; key and database's number then. */
    record Former(
            Entry entry,
            int database,
            long version,
            int length,
            long added,
            StreamId first,
            StreamId last,
            StreamId mostDeleted) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }
    }

    /** The nodes from the one on that may have an ID. */
    NavigableMap<StreamId, StreamNode> nodesFrom(StreamId id) {
        StreamId floor = nodes.floorKey(id);
        return floor == null ? nodes : nodes.tailMap(floor, true);
    }
}

package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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

    final StreamNodes nodes = new StreamNodes();
    final TreeMap<byte[], StreamGroup> groups = new TreeMap<>(Arrays::compareUnsigned);

    private StreamCounters counters = StreamCounters.NONE;
    private long sizeInBytes = OWN_BYTES;

    /** How many entries there are. */
    public int length() {
        return counters.length();
    }

    /** How many entries were ever added, as far as is known. */
    public long added() {
        return counters.added();
    }

    /** The ID of the first entry, or zero. */
    public StreamId first() {
        return counters.first();
    }

    /** The greatest ID that an entry ever had, or what XSETID said. */
    public StreamId last() {
        return counters.last();
    }

    /** The greatest ID of those that were deleted one by one, or zero. */
    public StreamId mostDeleted() {
        return counters.mostDeleted();
    }

    /** The ID of the last entry that is there, or zero. */
    public StreamId lastPresent() {
        StreamRange all = new StreamRange(this, StreamId.ZERO, StreamId.MAX);
        StreamEntry entry = all.last();
        return entry == null ? StreamId.ZERO : entry.id();
    }

    /** The IDs under which its nodes are found, for what XINFO tells of them. */
    public Collection<StreamId> nodeIds() {
        return Collections.unmodifiableCollection(nodes.ids());
    }

    /** Its nodes in the order of IDs; not to be kept. */
    public Collection<StreamNode> nodes() {
        return Collections.unmodifiableCollection(nodes.all());
    }

    /**
     * How many entries were added up to an ID, where its place among the others tells; otherwise
     * {@link StreamGroup#UNKNOWN}.
     */
    public long addedUpTo(StreamId id) {
        return counters.addedUpTo(id);
    }

    /** The entries from an ID to another, both included. */
    public StreamRange range(StreamId from, StreamId to) {
        return new StreamRange(this, from, to);
    }

    /** The entry of that ID, or null. */
    public StreamEntry get(StreamId id) {
        StreamNode node = nodes.around(id);
        int slot = node == null ? -1 : node.find(id);
        return slot < 0 ? null : node.entry(slot);
    }

    /**
     * Adds an entry.
     *
     * @param id after {@link #last}
     * @param pairs its fields and values in turn; kept: not to be changed afterwards
     */
    public void append(StreamId id, byte[][] pairs) {
        append(id, pairs, nodes.isEmpty() || entry() != null && isFull(pairs));
    }

    private boolean isFull(byte[][] pairs) {
        return nodes.isFull(pairs, entry().database.keyspace().encodingLimits());
    }

    /** As {@link #append(StreamId, byte[][])}, where another copy put it. */
    void append(StreamId id, byte[][] pairs, boolean inNewNode) {
        Former former = formerOrNull();
        StreamNode node = inNewNode ? nodes.begin(id, pairs) : nodes.last();
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
        counters = counters.appended(id);
        changedBy(grown);
    }

    /** Deletes an entry; false when it isn't there. */
    public boolean delete(StreamId id) {
        StreamNode node = nodes.around(id);
        int slot = node == null ? -1 : node.find(id);
        if (slot < 0) {
            return false;
        }
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
            nodes.remove(node);
        } else {
            node.delete(slot);
        }
        counters = counters.deleted(id, nodes.firstEntry());
        changedBy(grown);
        return true;
    }

    /** Removes entries from the head on; tells how many. */
    public int trim(StreamTrim trim) {
        int whole = 0;
        int gone = 0;
        int slots = 0;
        for (StreamNode node : nodes.all()) {
            int left = counters.length() - gone;
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
        int entries = 0;
        long grown = 0;
        for (int i = 0; i < whole; i++) {
            StreamNode node = nodes.takeFirst();
            entries += node.size();
            grown -= node.sizeInBytes();
            gone.add(node);
        }
        StreamNode next = slots == 0 ? null : nodes.first();
        int[] deleted = next == null ? new int[0] : next.deleteFirst(slots);
        entries += deleted.length;
        if (former != null) {
            keepingEffects()
                    .add(
                            new StreamEffects.Trimmed(
                                    this, former, gone, next, slots, deleted, grown));
        }
        counters = counters.trimmed(entries, nodes.firstEntry());
        changedBy(grown);
        return entries;
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
        counters = counters.renumbered(newAdded, newLast, newMostDeleted);
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
        nodes.copyTo(copy.nodes);
        groups.forEach((name, group) -> copy.groups.put(name, group.copyTo(copy)));
        copy.counters = counters;
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
                        length(),
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

    StreamCounters counters() {
        return counters;
    }

    /** While a value is read: sets what is known beside entries. */
    void counters(StreamCounters read) {
        counters = read;
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
        return new Former(entry, entry.database.number(), entry.version, counters);
    }

    void takeBack(Former former, long grownBytes) {
        counters = former.counters;
        sizeInBytes -= grownBytes;
        former.entry.version = former.version;
        former.entry.database.storage().grown(-grownBytes);
    }

    /** How it was before a change, entries and groups apart; key and database's number then. */
    record Former(Entry entry, int database, long version, StreamCounters counters) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }
    }
}

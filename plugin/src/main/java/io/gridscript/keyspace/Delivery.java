package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.List;

/**
 * The effect that entries which a group hadn't seen were delivered to one of its consumers.
 *
 * @param present what was pending of them before, which happens only where the group was set back
 */
record Delivery(
        StreamGroup group,
        StreamValue.Former former,
        StreamId formerDelivered,
        long formerRead,
        StreamConsumer consumer,
        long formerSeen,
        long formerActive,
        List<Pending> present,
        List<StreamId> ids,
        long when,
        long read,
        boolean pends)
        implements Effect {

    /** How an entry was pending. */
    record Pending(PendingEntry entry, StreamConsumer consumer, long delivered, long deliveries) {}

    /** The effect of what is about to be done. */
    static Delivery before(
            StreamGroup group,
            StreamValue.Former former,
            StreamConsumer consumer,
            List<StreamId> ids,
            long when,
            long read,
            boolean pends) {
        List<Pending> present = new ArrayList<>();
        for (StreamId id : ids) {
            PendingEntry entry = pends ? group.pending(id) : null;
            if (entry != null) {
                present.add(new Pending(entry, entry.consumer, entry.delivered, entry.deliveries));
            }
        }
        return new Delivery(
                group,
                former,
                group.delivered,
                group.read,
                consumer,
                consumer.seen,
                consumer.active,
                present,
                ids,
                when,
                read,
                pends);
    }

    @Override
    public void undo() {
        int pendingBefore = group.pendingCount();
        if (pends) {
            for (StreamId id : ids) {
                group.take(group.pending(id));
            }
        }
        for (Pending each : present) {
            PendingEntry entry = each.entry;
            entry.consumer = each.consumer;
            entry.delivered = each.delivered;
            entry.deliveries = each.deliveries;
            group.put(entry);
        }
        group.delivered = formerDelivered;
        group.read = formerRead;
        consumer.seen = formerSeen;
        consumer.active = formerActive;
        int added = pendingBefore - group.pendingCount();
        group.stream().takeBack(former, (long) PendingEntry.SIZE_IN_BYTES * added);
    }

    @Override
    public void writeTo(EffectWriter writer) {
        WireOutput out = former.begin(writer, EffectKind.ENTRIES_DELIVERED);
        out.string(group.name());
        out.string(consumer.name());
        out.signed(when);
        out.signed(read);
        out.octet(pends ? 1 : 0);
        out.number(ids.size());
        long millis = 0;
        for (StreamId id : ids) {
            out.number(id.millis() - millis);
            out.number(id.sequence());
            millis = id.millis();
        }
    }
}

package io.gridscript.keyspace;

/** The effects on the groups of streams. */
final class StreamGroupEffects {

    private StreamGroupEffects() {}

    private static WireOutput begin(
            EffectWriter writer, EffectKind kind, StreamValue.Former former, StreamGroup group) {
        WireOutput out = former.begin(writer, kind);
        out.string(group.name());
        return out;
    }

    /** A group came. */
    record Added(StreamGroup group, StreamValue.Former former, StreamId delivered, long read)
            implements Effect {
        @Override
        public void undo() {
            group.stream().groups.remove(group.name());
            group.stream().takeBack(former, group.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = begin(writer, EffectKind.GROUP_ADDED, former, group);
            delivered.writeTo(out);
            out.signed(read);
        }
    }

    /** A group went with all that belonged to it. */
    record Removed(StreamGroup group, StreamValue.Former former, long size) implements Effect {
        @Override
        public void undo() {
            group.stream().groups.put(group.name(), group);
            group.stream().takeBack(former, -size);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            begin(writer, EffectKind.GROUP_REMOVED, former, group);
        }
    }

    /** Another entry is the last one that was delivered. */
    record Moved(
            StreamGroup group,
            StreamValue.Former former,
            StreamId formerDelivered,
            long formerRead,
            StreamId delivered,
            long read)
            implements Effect {
        @Override
        public void undo() {
            group.delivered = formerDelivered;
            group.read = formerRead;
            group.stream().takeBack(former, 0);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = begin(writer, EffectKind.GROUP_MOVED, former, group);
            delivered.writeTo(out);
            out.signed(read);
        }
    }

    /** A consumer came. */
    record ConsumerAdded(
            StreamGroup group, StreamValue.Former former, StreamConsumer consumer, long seen)
            implements Effect {
        @Override
        public void undo() {
            group.consumers.remove(consumer.name());
            group.stream().takeBack(former, consumer.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = begin(writer, EffectKind.CONSUMER_ADDED, former, group);
            out.string(consumer.name());
            out.signed(seen);
        }
    }

    /** A consumer went with what it had pending. */
    record ConsumerRemoved(
            StreamGroup group, StreamValue.Former former, StreamConsumer consumer, long size)
            implements Effect {
        @Override
        public void undo() {
            group.consumers.put(consumer.name(), consumer);
            group.pending.putAll(consumer.pending);
            group.stream().takeBack(former, -size);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            begin(writer, EffectKind.CONSUMER_REMOVED, former, group).string(consumer.name());
        }
    }

    /** A consumer tried to read. */
    record ConsumerSeen(
            StreamGroup group,
            StreamValue.Former former,
            StreamConsumer consumer,
            long formerSeen,
            long formerActive,
            long seen,
            long active)
            implements Effect {
        @Override
        public void undo() {
            consumer.seen = formerSeen;
            consumer.active = formerActive;
            group.stream().takeBack(former, 0);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = begin(writer, EffectKind.CONSUMER_SEEN, former, group);
            out.string(consumer.name());
            out.signed(seen);
            out.signed(active);
        }
    }

    /**
     * An entry was delivered.
     *
     * @param present what was pending of it before, or null
     */
    record PendingPut(
            StreamGroup group,
            StreamValue.Former former,
            PendingEntry present,
            StreamConsumer formerConsumer,
            long formerDelivered,
            long formerDeliveries,
            StreamId id,
            StreamConsumer consumer,
            long delivered,
            long deliveries)
            implements Effect {
        @Override
        public void undo() {
            if (present == null) {
                group.take(group.pending.get(id));
            } else {
                group.give(present, formerConsumer, formerDelivered, formerDeliveries);
            }
            group.stream().takeBack(former, present == null ? PendingEntry.SIZE_IN_BYTES : 0);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = begin(writer, EffectKind.PENDING_PUT, former, group);
            id.writeTo(out);
            out.string(consumer.name());
            out.signed(delivered);
            out.signed(deliveries);
        }
    }

    /** An entry isn't pending any more. */
    record PendingRemoved(StreamGroup group, StreamValue.Former former, PendingEntry entry)
            implements Effect {
        @Override
        public void undo() {
            group.put(entry);
            group.stream().takeBack(former, -PendingEntry.SIZE_IN_BYTES);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            entry.id().writeTo(begin(writer, EffectKind.PENDING_REMOVED, former, group));
        }
    }
}

package io.gridscript.keyspace;

import java.util.List;

/** The effects on the entries of streams. */
final class StreamEffects {

    private StreamEffects() {}

    /** An entry came. */
    record Appended(
            StreamValue stream,
            StreamValue.Former former,
            StreamNode node,
            StreamNode.End end,
            StreamId id,
            byte[][] pairs,
            boolean inNewNode,
            long grown)
            implements Effect {
        @Override
        public void undo() {
            if (inNewNode) {
                stream.nodes.remove(node);
            } else {
                node.cutTo(end);
            }
            stream.takeBack(former, grown);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.STREAM_ENTRY_APPENDED);
            id.writeTo(out);
            out.octet(inNewNode ? 1 : 0);
            out.number(pairs.length);
            for (byte[] part : pairs) {
                out.string(part);
            }
        }
    }

    /**
     * An entry was deleted.
     *
     * @param slot where it was, or -1 when its node went with it
     */
    record Deleted(
            StreamValue stream,
            StreamValue.Former former,
            StreamNode node,
            int slot,
            StreamId id,
            long grown)
            implements Effect {
        @Override
        public void undo() {
            if (slot < 0) {
                stream.nodes.put(node);
            } else {
                node.restore(slot);
            }
            stream.takeBack(former, grown);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            id.writeTo(former.begin(writer, EffectKind.STREAM_ENTRY_DELETED));
        }
    }

    /**
     * Entries went from the head.
     *
     * @param gone the nodes that went
     * @param next the one after them, when entries of it went, too
     * @param slots of so many of its slots
     * @param deleted where these entries were
     */
    record Trimmed(
            StreamValue stream,
            StreamValue.Former former,
            List<StreamNode> gone,
            StreamNode next,
            int slots,
            int[] deleted,
            long grown)
            implements Effect {
        @Override
        public void undo() {
            for (int slot : deleted) {
                next.restore(slot);
            }
            for (StreamNode node : gone) {
                stream.nodes.put(node);
            }
            stream.takeBack(former, grown);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.STREAM_TRIMMED);
            out.number(gone.size());
            out.number(slots);
        }
    }

    /** What is known beside entries was set. */
    record Renumbered(
            StreamValue stream,
            StreamValue.Former former,
            StreamId last,
            long added,
            StreamId mostDeleted)
            implements Effect {
        @Override
        public void undo() {
            stream.takeBack(former, 0);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.STREAM_RENUMBERED);
            last.writeTo(out);
            out.signed(added);
            mostDeleted.writeTo(out);
        }
    }
}

package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.ListpackLimit;

/** The nodes in which Redis would keep a list: as many elements as the limit allows in each. */
public final class ListNodes {

    private final ListValue list;
    private final ListpackLimit limit;
    private final PayloadOutput nodes;
    private ListpackWriter node = new ListpackWriter();
    private int count;
    private long sizeInBytes;

    private ListNodes(ListValue list, ListpackLimit limit, PayloadOutput nodes) {
        this.list = list;
        this.limit = limit;
        this.nodes = nodes;
    }

    /** Those of a list that isn't empty. */
    public static ListNodes of(ListValue list, EncodingLimits limits) {
        return of(list, limits, new PayloadOutput());
    }

    /** As {@link #of(ListValue, EncodingLimits)}, in an output that is empty. */
    static ListNodes of(ListValue list, EncodingLimits limits, PayloadOutput empty) {
        ListNodes nodes = new ListNodes(list, limits.list(), empty);
        for (int i = 0; i < list.size(); i++) {
            nodes.add(list.get(i));
        }
        nodes.end();
        return nodes;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** What they take before anything is compressed. */
    public long sizeInBytes() {
        return sizeInBytes;
    }

    void writeTo(PayloadOutput out) {
        out.length(count);
        out.raw(nodes.array(), nodes.length());
    }

    private void add(byte[] element) {
        boolean large = limit.isLargeElement(element.length);
        if (large || isFullFor(element)) {
            end();
        }
        if (large) {
            nodes.length(ListForms.PLAIN);
            nodes.string(element);
            count++;
            sizeInBytes += element.length;
        } else {
            node.add(element);
        }
    }

    /** A list of the compact encoding is one node, whatever the limit is by now. */
    private boolean isFullFor(byte[] next) {
        return !list.isCompact()
                && limit.isExceededBy(node.sizeInBytes() + (long) next.length, node.count() + 1L);
    }

    private void end() {
        if (node.count() == 0) {
            return;
        }
        nodes.length(ListForms.PACKED);
        node.writeTo(nodes);
        count++;
        sizeInBytes += node.sizeInBytes();
        node = new ListpackWriter();
    }
}

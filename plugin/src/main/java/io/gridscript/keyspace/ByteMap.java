package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A hash map from bytes to nodes, which carry whatever belongs to their key. It keeps the order of
 * insertion, takes an element out and puts it back into its old place, finds one at random and can
 * be scanned over many calls while it changes.
 *
 * <p>It grows and shrinks by linear hashing: every insertion splits at most one bucket and every
 * removal joins at most two, so that no call ever rehashes the whole map. Buckets live in small
 * segments for the same reason.
 *
 * @param <N> what it holds; a node is in one map at most
 */
public final class ByteMap<N extends ByteMap.Node> implements Iterable<N> {

    /** An element: its key, and its links in the map. */
    public abstract static class Node {

        final byte[] key;
        final int hash;

        private Node chained;
        private Node before;
        private Node after;

        /**
         * @param key kept as it is: not to be changed afterwards
         */
        protected Node(byte[] key) {
            this(key, KeyHash.of(key));
        }

        /**
         * @param hash {@link KeyHash#of} the key, computed already
         */
        Node(byte[] key, int hash) {
            this.key = key;
            this.hash = hash;
        }

        /** {@link KeyHash#of} the key. */
        public final int hash() {
            return hash;
        }

        /** The key's bytes; not to be changed. */
        public final byte[] key() {
            return key;
        }
    }

    /** Heap bytes of a map without elements. */
    static final int EMPTY_BYTES = 96;

    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_BUCKETS = 1 << SEGMENT_BITS;
    private static final int FEWEST_BUCKETS = 4;

    /** Buckets in use at which removals begin to join them: a quarter are taken. */
    private static final int SPARSENESS = 4;

    private Node[][] segments = {new Node[FEWEST_BUCKETS]};

    /** Buckets of the last full doubling; those below {@link #split} are split already. */
    private int base = FEWEST_BUCKETS;

    private int split;
    private int size;
    private Node first;
    private Node last;

    /** No chain is longer. */
    private int longestChain;

    public int size() {
        return size;
    }

    /** Buckets in use. */
    int buckets() {
        return base + split;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The node of a key, or null. */
    public N get(byte[] key) {
        return get(key, KeyHash.of(key));
    }

    N get(byte[] key, int hash) {
        Node node = bucket(bucketOf(hash));
        while (node != null && (node.hash != hash || !Arrays.equals(node.key, key))) {
            node = node.chained;
        }
        return own(node);
    }

    public boolean contains(byte[] key) {
        return get(key) != null;
    }

    /** Adds a node, as the last in order, whose key is not there yet. */
    public void add(N node) {
        Node added = node;
        added.before = last;
        added.after = null;
        place(added);
    }

    /**
     * Removes a node that is there. It remembers its place, so that {@link #restore} can put it
     * back; until then it still leads an iteration on to what followed it.
     */
    public void remove(N node) {
        Node removed = node;
        unchain(removed);
        if (removed.before == null) {
            first = removed.after;
        } else {
            removed.before.after = removed.after;
        }
        if (removed.after == null) {
            last = removed.before;
        } else {
            removed.after.before = removed.before;
        }
        size--;
        shrink();
    }

    /**
     * Takes a removal back: the node gets its former place in the order. Whatever was done to the
     * map since its removal must have been taken back before.
     */
    public void restore(N node) {
        place(node);
    }

    private void place(Node node) {
        if (node.before == null) {
            first = node;
        } else {
            node.before.after = node;
        }
        if (node.after == null) {
            last = node;
        } else {
            node.after.before = node;
        }
        chain(node, bucketOf(node.hash));
        size++;
        if (size > base + split) {
            splitOne();
        }
    }

    /** The oldest element, or null. */
    public N first() {
        return own(first);
    }

    /** The newest element, or null. */
    public N last() {
        return own(last);
    }

    /** What follows a node in the order of insertion, or null. */
    public N after(N node) {
        return own(((Node) node).after);
    }

    /** In the order of insertion. The element returned last may be removed while iterating. */
    @Override
    public Iterator<N> iterator() {
        return new Iterator<>() {
            private Node next = first;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public N next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Node node = next;
                next = node.after;
                return own(node);
            }
        };
    }

    /**
     * An element, each as likely as any other, or null from an empty map. A place in a bucket is
     * drawn until one is taken.
     */
    public N random(RandomGenerator random) {
        if (size == 0) {
            return null;
        }
        while (true) {
            Node node = bucket(random.nextInt(base + split));
            for (int skip = random.nextInt(longestChain); node != null && skip > 0; skip--) {
                node = node.chained;
            }
            if (node != null) {
                return own(node);
            }
        }
    }

    /**
     * Visits the elements of one bucket and tells where to go on. What is in the map from the first
     * call to the last is visited at least once, however the map grows or shrinks in between,
     * because buckets are taken in the order of their number's reversed bits (as Redis's dictScan
     * does): what splitting and joining moves always lies on the same side of the cursor.
     *
     * @param cursor 0 at first, then what the last call returned
     * @param visitor must not change the map
     * @return the next cursor, 0 when all has been visited
     */
    public long scan(long cursor, Consumer<? super N> visitor) {
        if (size == 0) {
            return 0;
        }
        long mask = base - 1L;
        int index = (int) (cursor & mask);
        visit(index, visitor);
        if (index < split) {
            visit(index + base, visitor);
        }
        return Long.reverse(Long.reverse(cursor | ~mask) + 1);
    }

    private void visit(int index, Consumer<? super N> visitor) {
        for (Node node = bucket(index); node != null; node = node.chained) {
            visitor.accept(own(node));
        }
    }

    @SuppressWarnings("unchecked")
    private N own(Node node) {
        return (N) node;
    }

    private int bucketOf(int hash) {
        int index = hash & base - 1;
        return index < split ? hash & 2 * base - 1 : index;
    }

    private Node bucket(int index) {
        return segments[index >>> SEGMENT_BITS][index & SEGMENT_BUCKETS - 1];
    }

    private void bucket(int index, Node node) {
        segments[index >>> SEGMENT_BITS][index & SEGMENT_BUCKETS - 1] = node;
    }

    private void chain(Node node, int index) {
        Node head = bucket(index);
        node.chained = head;
        bucket(index, node);
        int length = 1;
        for (Node other = head; other != null; other = other.chained) {
            length++;
        }
        if (length > longestChain) {
            longestChain = length;
        }
    }

    private void unchain(Node node) {
        int index = bucketOf(node.hash);
        Node head = bucket(index);
        if (head == node) {
            bucket(index, node.chained);
            return;
        }
        Node previous = head;
        while (previous.chained != node) {
            previous = previous.chained;
        }
        previous.chained = node.chained;
    }

    private void splitOne() {
        int from = split;
        int to = base + split;
        makeRoom(to);
        Node node = bucket(from);
        bucket(from, null);
        split++;
        while (node != null) {
            Node next = node.chained;
            int index = (node.hash & base) == 0 ? from : to;
            node.chained = bucket(index);
            bucket(index, node);
            node = next;
        }
        if (split == base) {
            base *= 2;
            split = 0;
        }
    }

    private void makeRoom(int index) {
        int segment = index >>> SEGMENT_BITS;
        if (segment == 0) {
            if (index == segments[0].length) {
                segments[0] = Arrays.copyOf(segments[0], 2 * index);
            }
            return;
        }
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segment);
        }
        if (segments[segment] == null) {
            segments[segment] = new Node[SEGMENT_BUCKETS];
        }
    }

    private void shrink() {
        int buckets = base + split;
        if (size == 0) {
            longestChain = 0;
        }
        if (buckets > FEWEST_BUCKETS && (long) size * SPARSENESS < buckets) {
            joinOne();
        }
    }

    private void joinOne() {
        if (split == 0) {
            base /= 2;
            split = base;
        }
        split--;
        int from = base + split;
        Node node = bucket(from);
        bucket(from, null);
        while (node != null) {
            Node next = node.chained;
            chain(node, split);
            node = next;
        }
        giveBackRoom(from);
    }

    private void giveBackRoom(int buckets) {
        if ((buckets & SEGMENT_BUCKETS - 1) == 0) {
            segments[buckets >>> SEGMENT_BITS] = null;
        } else if (buckets < SEGMENT_BUCKETS && 2 * buckets == segments[0].length) {
            segments[0] = Arrays.copyOf(segments[0], buckets);
        }
    }
}

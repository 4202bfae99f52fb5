package io.gridscript.script;

import io.gridscript.reply.Ascii;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What names stand for. Immutable: a change makes another one, which shares with this one all but
 * the nodes on its way, so that it takes the logarithm of how many there are. Names have one byte
 * for each character. Asked by every FCALL.
 */
final class NameTrie<V> {

    private static final int BITS_OF_A_LEVEL = 5;
    private static final int MASK = (1 << BITS_OF_A_LEVEL) - 1;
    private static final NameTrie<?> EMPTY = new NameTrie<>(null, 0);

    /** A leaf stands as high as its hash is alone. */
    private sealed interface Node<V> permits Leaf, Branch {}

    /**
     * A name.
     *
     * @param next another one with the same hash, or null
     */
    private record Leaf<V>(int hash, String name, V value, Leaf<V> next) implements Node<V> {

        Leaf<V> find(String wanted) {
            Leaf<V> leaf = this;
            while (leaf != null && !leaf.name.equals(wanted)) {
                leaf = leaf.next;
            }
            return leaf;
        }

        Leaf<V> findInLowerCase(byte[] wanted) {
            Leaf<V> leaf = this;
            while (leaf != null && !Ascii.is(wanted, leaf.name)) {
                leaf = leaf.next;
            }
            return leaf;
        }

        Leaf<V> with(String added, V newValue) {
            return new Leaf<>(hash, added, newValue, without(added));
        }

        Leaf<V> without(String removed) {
            if (name.equals(removed)) {
                return next;
            }
            return next == null ? this : new Leaf<>(hash, name, value, next.without(removed));
        }
    }

    /**
     * Up to 32 nodes.
     *
     * @param present a bit for each that is there
     */
    private record Branch<V>(int present, Node<V>[] nodes) implements Node<V> {

        Node<V> node(int bit) {
            return (present & bit) == 0 ? null : nodes[index(bit)];
        }

        private int index(int bit) {
            return Integer.bitCount(present & (bit - 1));
        }

        Branch<V> with(int bit, Node<V> node) {
            int index = index(bit);
            boolean isNew = (present & bit) == 0;
            Node<V>[] changed = Arrays.copyOf(nodes, nodes.length + (isNew ? 1 : 0));
            if (isNew) {
                System.arraycopy(nodes, index, changed, index + 1, nodes.length - index);
            }
            changed[index] = node;
            return new Branch<>(present | bit, changed);
        }

        /** The only node that is left takes its place if it is a leaf. */
        Node<V> without(int bit) {
            int index = index(bit);
            if (nodes.length == 1 || nodes.length == 2 && nodes[1 - index] instanceof Leaf) {
                return nodes.length == 1 ? null : nodes[1 - index];
            }
            Node<V>[] left = Arrays.copyOf(nodes, nodes.length - 1);
            System.arraycopy(nodes, index + 1, left, index, left.length - index);
            return new Branch<>(present & ~bit, left);
        }
    }

    private final Node<V> root;
    private final int size;

    private NameTrie(Node<V> root, int size) {
        this.root = root;
        this.size = size;
    }

    /** No names. */
    @SuppressWarnings("unchecked")
    static <V> NameTrie<V> empty() {
        return (NameTrie<V>) EMPTY;
    }

    int size() {
        return size;
    }

    /** What a name stands for, or null. */
    V find(String name) {
        Leaf<V> leaf = leaf(hash(name));
        Leaf<V> found = leaf == null ? null : leaf.find(name);
        return found == null ? null : found.value;
    }

    /** What a name stands for when its letters are made small, or null. */
    V findInLowerCase(byte[] name) {
        int hash = 0;
        for (byte b : name) {
            hash = hash * 31 + (Ascii.lower(b) & 0xff);
        }
        Leaf<V> leaf = leaf(spread(hash));
        Leaf<V> found = leaf == null ? null : leaf.findInLowerCase(name);
        return found == null ? null : found.value;
    }

    /** The names with a hash, or null. */
    private Leaf<V> leaf(int hash) {
        Node<V> node = root;
        int left = hash;
        while (node instanceof Branch<V> branch) {
            node = branch.node(bit(left));
            left >>>= BITS_OF_A_LEVEL;
        }
        Leaf<V> leaf = (Leaf<V>) node;
        return leaf == null || leaf.hash != hash ? null : leaf;
    }

    /** With one more name, or with that one standing for something else. */
    NameTrie<V> with(String name, V value) {
        int newSize = find(name) == null ? size + 1 : size;
        return new NameTrie<>(with(root, 0, hash(name), name, value), newSize);
    }

    private static <V> Node<V> with(Node<V> node, int depth, int hash, String name, V value) {
        if (node == null) {
            return new Leaf<>(hash, name, value, null);
        }
        if (node instanceof Branch<V> branch) {
            int bit = bit(hash >>> depth);
            Node<V> below = with(branch.node(bit), depth + BITS_OF_A_LEVEL, hash, name, value);
            return branch.with(bit, below);
        }
        Leaf<V> leaf = (Leaf<V>) node;
        return leaf.hash == hash
                ? leaf.with(name, value)
                : with(branch(bit(leaf.hash >>> depth), leaf), depth, hash, name, value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> Branch<V> branch(int bit, Leaf<V> only) {
        return new Branch<>(bit, new Node[] {only});
    }

    /** Without a name, which may not be there. */
    NameTrie<V> without(String name) {
        return find(name) == null
                ? this
                : new NameTrie<>(without(root, 0, hash(name), name), size - 1);
    }

    private static <V> Node<V> without(Node<V> node, int depth, int hash, String name) {
        if (node instanceof Leaf<V> leaf) {
            return leaf.without(name);
        }
        Branch<V> branch = (Branch<V>) node;
        int bit = bit(hash >>> depth);
        Node<V> below = without(branch.node(bit), depth + BITS_OF_A_LEVEL, hash, name);
        return below == null ? branch.without(bit) : lifted(branch, bit, below);
    }

    private static <V> Node<V> lifted(Branch<V> branch, int bit, Node<V> below) {
        boolean isAlone = branch.nodes.length == 1 && below instanceof Leaf;
        return isAlone ? below : branch.with(bit, below);
    }

    /** Shows all that names stand for, in no order. */
    void forEach(Consumer<? super V> action) {
        forEach(root, action);
    }

    private static <V> void forEach(Node<V> node, Consumer<? super V> action) {
        if (node instanceof Branch<V> branch) {
            for (Node<V> each : branch.nodes) {
                forEach(each, action);
            }
            return;
        }
        for (Leaf<V> leaf = (Leaf<V>) node; leaf != null; leaf = leaf.next) {
            action.accept(leaf.value);
        }
    }

    private static int hash(String name) {
        return spread(name.hashCode());
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 15;
    }

    private static int bit(int hash) {
        return 1 << (hash & MASK);
    }
}

package io.gridscript.keyspace;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The members of a sorted set in the order of their scores, equal scores in the order of their
 * bytes: a tree that is balanced by weight, so that it finds a rank as fast as a member and its
 * shape needs no chance.
 */
final class ScoreOrder {

    /** One side of a tree may weigh so many times as much as the other. */
    private static final int MOST_IMBALANCE = 3;

    /** One rotation is enough while the inner part weighs less than so many times the outer. */
    private static final int SINGLE_ROTATION = 2;

    private SortedSetMember root;

    int size() {
        return size(root);
    }

    /** Adds a member that isn't there. */
    void add(SortedSetMember member) {
        member.left = null;
        member.right = null;
        member.subtree = 1;
        root = add(root, member);
    }

    private static SortedSetMember add(SortedSetMember tree, SortedSetMember member) {
        if (tree == null) {
            return member;
        }
        if (compare(member, tree) < 0) {
            tree.left = add(tree.left, member);
        } else {
            tree.right = add(tree.right, member);
        }
        return balanced(tree);
    }

    /** Removes a member that is there, its score the one it was added with. */
    void remove(SortedSetMember member) {
        root = remove(root, member);
        member.left = null;
        member.right = null;
    }

    private static SortedSetMember remove(SortedSetMember tree, SortedSetMember member) {
        if (tree == member) {
            return joined(tree.left, tree.right);
        }
        if (compare(member, tree) < 0) {
            tree.left = remove(tree.left, member);
        } else {
            tree.right = remove(tree.right, member);
        }
        return balanced(tree);
    }

    private static SortedSetMember joined(SortedSetMember left, SortedSetMember right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        SortedSetMember first = right;
        while (first.left != null) {
            first = first.left;
        }
        SortedSetMember rest = withoutFirst(right);
        first.left = left;
        first.right = rest;
        return balanced(first);
    }

    private static SortedSetMember withoutFirst(SortedSetMember tree) {
        if (tree.left == null) {
            return tree.right;
        }
        tree.left = withoutFirst(tree.left);
        return balanced(tree);
    }

    /** How many members come before one that is there. */
    int rankOf(SortedSetMember member) {
        int rank = 0;
        SortedSetMember tree = root;
        while (tree != member) {
            if (compare(member, tree) < 0) {
                tree = tree.left;
            } else {
                rank += size(tree.left) + 1;
                tree = tree.right;
            }
        }
        return rank + size(tree.left);
    }

    /**
     * How many members something holds of.
     *
     * @param holds of every member before one that it holds of
     */
    int countFirst(Predicate<SortedSetMember> holds) {
        int count = 0;
        SortedSetMember tree = root;
        while (tree != null) {
            if (holds.test(tree)) {
                count += size(tree.left) + 1;
                tree = tree.right;
            } else {
                tree = tree.left;
            }
        }
        return count;
    }

    /** Visits the members of the ranks from one up to before another, the lowest first. */
    void ascend(int from, int to, Consumer<? super SortedSetMember> visitor) {
        ascend(root, from, to, visitor);
    }

    private static void ascend(
            SortedSetMember tree, int from, int to, Consumer<? super SortedSetMember> visitor) {
        if (tree == null || from >= to) {
            return;
        }
        int rank = size(tree.left);
        if (from < rank) {
            ascend(tree.left, from, Math.min(to, rank), visitor);
        }
        if (from <= rank && rank < to) {
            visitor.accept(tree);
        }
        if (to > rank + 1) {
            ascend(tree.right, Math.max(0, from - rank - 1), to - rank - 1, visitor);
        }
    }

    /** Visits the members of the ranks from one up to before another, the highest first. */
    void descend(int from, int to, Consumer<? super SortedSetMember> visitor) {
        descend(root, from, to, visitor);
    }

    private static void descend(
            SortedSetMember tree, int from, int to, Consumer<? super SortedSetMember> visitor) {
        if (tree == null || from >= to) {
            return;
        }
        int rank = size(tree.left);
        if (to > rank + 1) {
            descend(tree.right, Math.max(0, from - rank - 1), to - rank - 1, visitor);
        }
        if (from <= rank && rank < to) {
            visitor.accept(tree);
        }
        if (from < rank) {
            descend(tree.left, from, Math.min(to, rank), visitor);
        }
    }

    /** Equal scores, -0 and 0 among them, leave the order to the bytes. */
    private static int compare(SortedSetMember one, SortedSetMember other) {
        if (one.score < other.score) {
            return -1;
        }
        if (one.score > other.score) {
            return 1;
        }
        return Arrays.compareUnsigned(one.key, other.key);
    }

    private static SortedSetMember balanced(SortedSetMember tree) {
        int left = weight(tree.left);
        int right = weight(tree.right);
        if (right > MOST_IMBALANCE * left) {
            if (weight(tree.right.left) >= SINGLE_ROTATION * weight(tree.right.right)) {
                tree.right = rotatedRight(tree.right);
            }
            return rotatedLeft(tree);
        }
        if (left > MOST_IMBALANCE * right) {
            if (weight(tree.left.right) >= SINGLE_ROTATION * weight(tree.left.left)) {
                tree.left = rotatedLeft(tree.left);
            }
            return rotatedRight(tree);
        }
        return counted(tree);
    }

    private static SortedSetMember rotatedLeft(SortedSetMember tree) {
        SortedSetMember top = tree.right;
        tree.right = top.left;
        top.left = counted(tree);
        return counted(top);
    }

    private static SortedSetMember rotatedRight(SortedSetMember tree) {
        SortedSetMember top = tree.left;
        tree.left = top.right;
        top.right = counted(tree);
        return counted(top);
    }

    private static SortedSetMember counted(SortedSetMember tree) {
        tree.subtree = size(tree.left) + size(tree.right) + 1;
        return tree;
    }

    private static int weight(SortedSetMember tree) {
        return size(tree) + 1;
    }

    private static int size(SortedSetMember tree) {
        return tree == null ? 0 : tree.subtree;
    }

    /** Whether it is in order, counted and balanced, for tests. */
    boolean isSound() {
        int[] counted = {0};
        SortedSetMember[] before = {null};
        boolean[] sound = {isBalanced(root)};
        ascend(
                0,
                size(),
                member -> {
                    sound[0] &= before[0] == null || compare(before[0], member) < 0;
                    before[0] = member;
                    counted[0]++;
                });
        return sound[0] && counted[0] == size();
    }

    private static boolean isBalanced(SortedSetMember tree) {
        if (tree == null) {
            return true;
        }
        int left = weight(tree.left);
        int right = weight(tree.right);
        return left <= MOST_IMBALANCE * right
                && right <= MOST_IMBALANCE * left
                && tree.subtree == left + right - 1
                && isBalanced(tree.left)
                && isBalanced(tree.right);
    }
}

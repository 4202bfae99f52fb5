package io.gridscript.command.string;

import io.gridscript.reply.ErrorReply;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the longest common subsequence is of each two beginnings of two strings, from which the
 * subsequence itself is read backwards. Where there are several, Redis's choice is taken.
 */
final class SubsequenceTable {

    private static final ErrorReply NO_MEMORY =
            ErrorReply.err("Insufficient memory, failed allocating transient memory for LCS");

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * A piece of both strings.
     *
     * @param first where it starts in the first string
     * @param second where it starts in the second string
     * @param length in bytes
     */
    record Match(int first, int second, int length) {}

    private final byte[] first;
    private final byte[] second;
    private final int[] lengths;
    private final int width;

    private SubsequenceTable(byte[] first, byte[] second, int[] lengths) {
        this.first = first;
        this.second = second;
        this.lengths = lengths;
        width = second.length + 1;
    }

    /**
     * Computes the table.
     *
     * @throws ErrorReply when there is no memory for it
     */
    static SubsequenceTable of(byte[] first, byte[] second) {
        long size = (first.length + 1L) * (second.length + 1L);
        SubsequenceTable table = new SubsequenceTable(first, second, allocate(size));
        table.fill();
        return table;
    }

    private static int[] allocate(long size) {
        if (size > LARGEST_ARRAY) {
            throw NO_MEMORY;
        }
        try {
            return new int[(int) size];
        } catch (OutOfMemoryError tooLarge) {
            throw NO_MEMORY;
        }
    }

    private void fill() {
        for (int i = 1; i <= first.length; i++) {
            int row = i * width;
            for (int j = 1; j < width; j++) {
                int above = row - width + j;
                lengths[row + j] =
                        first[i - 1] == second[j - 1]
                                ? lengths[above - 1] + 1
                                : Math.max(lengths[above], lengths[row + j - 1]);
            }
        }
    }

    int length() {
        return lengths[lengths.length - 1];
    }

    byte[] subsequence() {
        byte[] subsequence = new byte[length()];
        int at = subsequence.length;
        int i = first.length;
        int j = second.length;
        while (at > 0) {
            if (first[i - 1] == second[j - 1]) {
                subsequence[--at] = first[i - 1];
                i--;
                j--;
            } else if (isLongerAbove(i, j)) {
                i--;
            } else {
                j--;
            }
        }
        return subsequence;
    }

    /** The pieces of the subsequence, from the last to the first, those too short left out. */
    List<Match> matches(long shortest) {
        List<Match> matches = new ArrayList<>();
        int i = first.length;
        int j = second.length;
        int run = 0;
        while (i > 0 && j > 0) {
            if (first[i - 1] == second[j - 1]) {
                i--;
                j--;
                run++;
                continue;
            }
            addRun(matches, i, j, run, shortest);
            run = 0;
            if (isLongerAbove(i, j)) {
                i--;
            } else {
                j--;
            }
        }
        addRun(matches, i, j, run, shortest);
        return matches;
    }

    private static void addRun(List<Match> matches, int i, int j, int run, long shortest) {
        if (run > 0 && run >= shortest) {
            matches.add(new Match(i, j, run));
        }
    }

    private boolean isLongerAbove(int i, int j) {
        return lengths[(i - 1) * width + j] > lengths[i * width + j - 1];
    }
}

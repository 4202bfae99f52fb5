package io.gridscript.command.hyperloglog;

import java.util.Arrays;

/** The sparse form behind its header, being changed. */
final class SparseRegisters {

    /** What became of a wish to raise a register. */
    enum Outcome {
        /** It holds as much already. */
        SAME,
        RAISED,
        /** The sparse form can't hold it, or would become too long. */
        TOO_LARGE
    }

    /** A run of zeros may become zeros, a value and zeros. */
    private static final int LONGEST_SEQUENCE = 5;

    /** Around a change, so many runs are looked at for neighbours to join. */
    private static final int LOOKED_AT = 5;

    private byte[] bytes;
    private int end;

    /** Changes a copy of the bytes. */
    SparseRegisters(byte[] bytes, int length) {
        this.bytes = Arrays.copyOf(bytes, length + LONGEST_SEQUENCE);
        end = length;
    }

    /** The whole string, header included, up to {@link #length}. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return end;
    }

    /**
     * Lets a register hold a value at least.
     *
     * @param most how long the whole string may become, in bytes
     */
    Outcome raise(int index, int value, long most) {
        if (value > SparseRun.LARGEST_VALUE) {
            return Outcome.TOO_LARGE;
        }
        int before = Sketch.HEADER;
        int at = Sketch.HEADER;
        int first = 0;
        int length = 0;
        while (at < end) {
            length = SparseRun.length(bytes, at, end);
            if (index < first + length) {
                break;
            }
            before = at;
            at += SparseRun.bytes(bytes[at]);
            first += length;
        }
        if (length == 0 || at >= end) {
            throw Sketch.CORRUPT;
        }
        if (SparseRun.value(bytes[at]) >= value) {
            return Outcome.SAME;
        }
        if (length == 1 && !SparseRun.isLongZeros(bytes[at])) {
            SparseRun.putValue(bytes, at, value, 1);
        } else if (!split(at, index - first, first + length - 1 - index, value, most)) {
            return Outcome.TOO_LARGE;
        }
        join(before);
        return Outcome.RAISED;
    }

    /** Makes a run three: so many registers as before, the raised one, and so many as before. */
    private boolean split(int at, int left, int right, int value, long most) {
        byte[] sequence = new byte[LONGEST_SEQUENCE];
        int formerValue = SparseRun.value(bytes[at]);
        int newBytes = put(sequence, 0, formerValue, left);
        newBytes = SparseRun.putValue(sequence, newBytes, value, 1);
        newBytes = put(sequence, newBytes, formerValue, right);
        int formerBytes = SparseRun.bytes(bytes[at]);
        int grown = newBytes - formerBytes;
        if (grown > 0 && end + (long) grown > most) {
            return false;
        }
        int next = at + formerBytes;
        makeRoom(end + grown);
        if (next < end) {
            System.arraycopy(bytes, next, bytes, next + grown, end - next);
        }
        System.arraycopy(sequence, 0, bytes, at, newBytes);
        end += grown;
        return true;
    }

    private static int put(byte[] sequence, int at, int value, int length) {
        if (length == 0) {
            return at;
        }
        return value == 0
                ? SparseRun.putZeros(sequence, at, length)
                : SparseRun.putValue(sequence, at, value, length);
    }

    private void makeRoom(int length) {
        if (length + LONGEST_SEQUENCE > bytes.length) {
            bytes = Arrays.copyOf(bytes, length + length / 4 + LONGEST_SEQUENCE);
        }
    }

    /** Makes runs of one value one where they are neighbours and not too long. */
    private void join(int from) {
        int at = from;
        for (int left = LOOKED_AT; at < end && left > 0; left--) {
            if (!SparseRun.isValue(bytes[at])) {
                at += SparseRun.bytes(bytes[at]);
            } else if (!joinWithNext(at)) {
                at++;
            }
        }
    }

    private boolean joinWithNext(int at) {
        int next = at + 1;
        if (next >= end || SparseRun.value(bytes[at]) != SparseRun.value(bytes[next])) {
            return false;
        }
        int length = SparseRun.length(bytes, at, end) + SparseRun.length(bytes, next, end);
        if (length > SparseRun.MOST_OF_A_VALUE) {
            return false;
        }
        SparseRun.putValue(bytes, at, SparseRun.value(bytes[at]), length);
        System.arraycopy(bytes, next + 1, bytes, next, end - next - 1);
        end--;
        return true;
    }
}

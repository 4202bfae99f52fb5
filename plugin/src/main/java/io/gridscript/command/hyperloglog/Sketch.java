package io.gridscript.command.hyperloglog;

import io.gridscript.keyspace.StringValue;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;

/**
 * A HyperLogLog at work: a view of a string, which it copies before it changes anything. The string
 * is a header ("HYLL", the form, three bytes unused, and the number of elements as it was last
 * estimated, the lowest byte first, whose highest bit says that registers changed since) and the
 * registers in one of two forms.
 */
final class Sketch {

    static final int HEADER = 16;

    static final ErrorReply CORRUPT = ErrorReply.of("INVALIDOBJ Corrupted HLL object detected");

    private static final ErrorReply NO_SKETCH =
            ErrorReply.of("WRONGTYPE Key is not a valid HyperLogLog string value.");

    private static final byte[] MAGIC = {'H', 'Y', 'L', 'L'};
    private static final int FORM = 4;
    private static final byte DENSE = 0;
    private static final byte SPARSE = 1;
    private static final int CARDINALITY = 8;
    private static final int OUTDATED = 0x80;

    private byte[] bytes;
    private int length;

    /** Whether the bytes may be changed. */
    private boolean own;

    /** Holds the bytes once registers of the sparse form were to be raised. */
    private SparseRegisters sparse;

    private Sketch(byte[] bytes, int length, boolean own) {
        this.bytes = bytes;
        this.length = length;
        this.own = own;
    }

    /** Without elements, in the sparse form. */
    static Sketch empty() {
        byte[] bytes = new byte[HEADER + 2];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[FORM] = SPARSE;
        SparseRun.putLongZeros(bytes, HEADER, Registers.COUNT);
        return new Sketch(bytes, bytes.length, true);
    }

    /**
     * What a string says.
     *
     * @throws ErrorReply when it is no HyperLogLog
     */
    static Sketch of(StringValue value) {
        byte[] array = value.array();
        int length = value.length();
        boolean fits =
                length >= HEADER
                        && Arrays.equals(array, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                        && (array[FORM] == SPARSE
                                || array[FORM] == DENSE && length == DenseRegisters.LENGTH);
        if (!fits) {
            throw NO_SKETCH;
        }
        return new Sketch(array, length, false);
    }

    boolean isSparse() {
        return array()[FORM] == SPARSE;
    }

    /**
     * Adds an element.
     *
     * @param mostSparse how long the string may be in its sparse form, in bytes
     * @return whether a register was raised
     * @throws ErrorReply when the registers make no sense
     */
    boolean add(byte[] element, long mostSparse) {
        long hash = Registers.hash(element);
        return raise(Registers.index(hash), Registers.value(hash), mostSparse);
    }

    /** Lets a register hold a value at least; whether it was raised. */
    boolean raise(int index, int value, long mostSparse) {
        if (isSparse()) {
            SparseRegisters.Outcome outcome = sparse().raise(index, value, mostSparse);
            if (outcome != SparseRegisters.Outcome.TOO_LARGE) {
                return outcome == SparseRegisters.Outcome.RAISED && outdated();
            }
            makeDense();
        }
        if (DenseRegisters.get(bytes, index) >= value) {
            return false;
        }
        DenseRegisters.set(ownBytes(), index, value);
        return true;
    }

    /** Changes the form to dense, the estimate stays; whether it was sparse. */
    boolean makeDense() {
        if (!isSparse()) {
            return false;
        }
        byte[] dense = new byte[DenseRegisters.LENGTH];
        System.arraycopy(array(), 0, dense, 0, HEADER);
        dense[FORM] = DENSE;
        byte[] registers = new byte[Registers.COUNT];
        raiseIn(registers);
        for (int i = 0; i < registers.length; i++) {
            DenseRegisters.set(dense, i, registers[i]);
        }
        bytes = dense;
        length = dense.length;
        own = true;
        sparse = null;
        return true;
    }

    /**
     * Raises registers, one in each byte, to what this holds.
     *
     * @throws ErrorReply when its registers make no sense
     */
    void raiseIn(byte[] registers) {
        if (!isSparse()) {
            for (int i = 0; i < registers.length; i++) {
                registers[i] = (byte) Math.max(registers[i], DenseRegisters.get(bytes, i));
            }
            return;
        }
        byte[] array = array();
        int end = length();
        int index = 0;
        for (int at = HEADER; at < end; at += SparseRun.bytes(array[at])) {
            int value = SparseRun.value(array[at]);
            int behind = index + SparseRun.length(array, at, end);
            if (behind > Registers.COUNT) {
                throw CORRUPT;
            }
            for (; value > 0 && index < behind; index++) {
                registers[index] = (byte) Math.max(registers[index], value);
            }
            index = behind;
        }
        if (index != Registers.COUNT) {
            throw CORRUPT;
        }
    }

    /** How many elements it has seen, as estimated last, or -1 when registers changed since. */
    long knownCardinality() {
        long cardinality = 0;
        byte[] array = array();
        for (int i = CARDINALITY + Long.BYTES - 1; i >= CARDINALITY; i--) {
            cardinality = cardinality << Byte.SIZE | array[i] & 0xff;
        }
        return Math.max(-1, cardinality);
    }

    /**
     * How many elements its registers tell of.
     *
     * @throws ErrorReply when they make no sense
     */
    long estimate() {
        byte[] registers = new byte[Registers.COUNT];
        raiseIn(registers);
        return estimate(registers);
    }

    /** How many elements registers, one in each byte, tell of. */
    static long estimate(byte[] registers) {
        int[] histogram = new int[1 << 6];
        for (byte register : registers) {
            histogram[register]++;
        }
        return Estimate.of(histogram);
    }

    /** The estimate as the header has it. */
    static byte[] cardinalityBytes(long cardinality) {
        byte[] field = new byte[Long.BYTES];
        for (int i = 0; i < field.length; i++) {
            field[i] = (byte) (cardinality >>> i * Byte.SIZE);
        }
        return field;
    }

    /** Notes the estimate in the string that this is a view of. */
    static void note(StringValue value, long cardinality) {
        value.setRange(CARDINALITY, cardinalityBytes(cardinality));
    }

    /** Says that registers changed since the last estimate. */
    boolean outdated() {
        ownBytes()[CARDINALITY + Long.BYTES - 1] |= (byte) OUTDATED;
        return true;
    }

    /** It as a new string. */
    StringValue toValue() {
        return StringValue.raw(Arrays.copyOf(array(), length()));
    }

    /** Lets the string that this was a view of be as this is, by changing what differs. */
    void storeTo(StringValue value) {
        byte[] array = array();
        change(value, 0, HEADER, HEADER);
        int length = length();
        int formerLength = value.length();
        int from = HEADER;
        int shorter = Math.min(length, formerLength);
        byte[] former = value.array();
        int differs = Arrays.mismatch(former, from, shorter, array, from, shorter);
        from = differs < 0 ? shorter : from + differs;
        int same = 0;
        while (same < shorter - from
                && former[formerLength - same - 1] == array[length - same - 1]) {
            same++;
        }
        change(value, from, formerLength - same, length - same);
    }

    /** Lets the bytes before a place, from another on, be what they are here. */
    private void change(StringValue value, int from, int formerTo, int to) {
        byte[] array = array();
        if (formerTo != to) {
            value.splice(from, formerTo - from, Arrays.copyOfRange(array, from, to));
            return;
        }
        int first = Arrays.mismatch(value.array(), from, to, array, from, to);
        if (first >= 0) {
            value.setRange(from + first, Arrays.copyOfRange(array, from + first, to));
        }
    }

    byte[] array() {
        return sparse == null ? bytes : sparse.array();
    }

    int length() {
        return sparse == null ? length : sparse.length();
    }

    private SparseRegisters sparse() {
        if (sparse == null) {
            sparse = new SparseRegisters(bytes, length);
            own = true;
        }
        return sparse;
    }

    private byte[] ownBytes() {
        if (!own) {
            bytes = Arrays.copyOf(bytes, length);
            own = true;
        }
        return array();
    }
}

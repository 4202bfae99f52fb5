package io.gridscript.keyspace;

/** An entry of a stream as it lies in its node: to be read at once, not to be kept. */
public final class StreamEntry {

    /** Takes fields and values in turn. */
    @FunctionalInterface
    public interface PartVisitor {

        /** The bytes from an offset on; not to be changed. */
        void visit(byte[] bytes, int offset, int length);
    }

    private final byte[] data;
    private final byte[][] commonFields;
    private int at;
    private boolean common;
    private long millis;
    private long sequence;

    StreamEntry(byte[] data, byte[][] commonFields) {
        this.data = data;
        this.commonFields = commonFields;
    }

    /** Reads up to where fields begin. */
    void moveTo(int offset, StreamId first) {
        at = offset;
        common = (number() & 1) != 0;
        millis = first.millis() + number();
        long distance = number();
        sequence = first.sequence() + (distance >>> 1 ^ -(distance & 1));
    }

    public StreamId id() {
        return new StreamId(millis, sequence);
    }

    public long millis() {
        return millis;
    }

    public long sequence() {
        return sequence;
    }

    /** Whether its fields are the common ones of its node. */
    public boolean hasCommonFields() {
        return common;
    }

    /** How many fields it has, each with a value. */
    public int fields() {
        if (common) {
            return commonFields.length;
        }
        int begin = at;
        int fields = (int) number();
        at = begin;
        return fields;
    }

    /** Visits its fields and values in turn. */
    public void forEachPart(PartVisitor visitor) {
        int begin = at;
        int fields = common ? commonFields.length : (int) number();
        for (int i = 0; i < fields; i++) {
            if (common) {
                visitor.visit(commonFields[i], 0, commonFields[i].length);
            } else {
                visitString(visitor);
            }
            visitString(visitor);
        }
        at = begin;
    }

    private void visitString(PartVisitor visitor) {
        int length = (int) number();
        visitor.visit(data, at, length);
        at += length;
    }

    private long number() {
        long value = 0;
        int shift = 0;
        int next = data[at++];
        while (next < 0) {
            value |= (next & 0x7fL) << shift;
            shift += 7;
            next = data[at++];
        }
        return value | (long) next << shift;
    }
}

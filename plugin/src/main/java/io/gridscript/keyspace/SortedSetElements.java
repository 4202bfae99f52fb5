package io.gridscript.keyspace;

import java.util.Iterator;

/** A sorted set in pieces: each member's name, then its score. */
final class SortedSetElements {

    private SortedSetElements() {}

    static void writeHead(SortedSetValue set, WireOutput out) {
        out.octet(ValueKind.SORTED_SET.ordinal());
        out.octet(set.isCompact() ? 0 : 1);
        out.number(set.size());
    }

    static Iterator<byte[]> of(Iterator<SortedSetMember> members) {
        return new PairIterator<>(members, member -> member.key, member -> bytes(member.score));
    }

    private static byte[] bytes(double score) {
        byte[] bytes = new byte[Double.BYTES];
        WireOutput.LONGS.set(bytes, 0, Double.doubleToRawLongBits(score));
        return bytes;
    }

    private static double score(byte[] bytes) {
        return bytes.length == Double.BYTES
                ? Double.longBitsToDouble((long) WireOutput.LONGS.get(bytes, 0))
                : Double.NaN;
    }

    /** Reads what follows the kind. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        boolean outgrown = in.octet() != 0;
        int size = in.number(Integer.MAX_VALUE / 2);
        SortedSetValue set = new SortedSetValue();
        set.outgrown(outgrown);
        return new PairBuilder(size) {
            @Override
            void take(byte[] name, byte[] scoreBytes) {
                double score = score(scoreBytes);
                if (!Double.isNaN(score)) {
                    set.putAs(name, score, outgrown);
                }
            }

            @Override
            Value value() throws CorruptInput {
                if (set.size() != size) {
                    throw new CorruptInput("a sorted set with other members than it says");
                }
                return set;
            }
        };
    }
}

package io.gridscript.keyspace;

/** Applies the effects on sorted sets for {@link EffectReader}. */
final class SortedSetEffectReader {

    private SortedSetEffectReader() {}

    static void apply(EffectKind kind, Value value, WireInput in) throws CorruptInput {
        if (!(value instanceof SortedSetValue set)) {
            throw new CorruptInput("a change of a sorted set that isn't one");
        }
        switch (kind) {
            case SORTED_MEMBER_ADDED -> put(set, in.octet() != 0, true, in);
            case SORTED_MEMBER_SCORED -> put(set, !set.isCompact(), false, in);
            default -> check(set.remove(in.string()), "a member that isn't there");
        }
    }

    private static void put(SortedSetValue set, boolean outgrown, boolean isNew, WireInput in)
            throws CorruptInput {
        byte[] name = in.string();
        double score = Double.longBitsToDouble(in.fixed());
        check(!Double.isNaN(score), "a score that is no number");
        check(set.putAs(name, score, outgrown) == isNew, "a member that was there or not");
    }

    private static void check(boolean fits, String fault) throws CorruptInput {
        if (!fits) {
            throw new CorruptInput(fault);
        }
    }
}

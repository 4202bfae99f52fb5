package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.RedisNumbers;

/**
 * Sorted sets: member by member with scores as text or in binary, as a ziplist, as a listpack. They
 * are written in the last form and with binary scores.
 */
final class SortedSetForms {

    private static final int NOT_A_NUMBER = 253;
    private static final int INFINITY = 254;
    private static final int NEGATIVE_INFINITY = 255;

    private SortedSetForms() {}

    static void write(SortedSetValue set, PayloadOutput out) {
        ListpackWriter listpack = set.isCompact() ? listpack(set) : null;
        if (listpack != null) {
            out.type(Type.SORTED_SET_LISTPACK);
            listpack.writeTo(out);
            return;
        }
        out.type(Type.SORTED_SET_2);
        out.length(set.size());
        // The highest first, as Redis does it.
        set.descend(0, set.size(), member -> write(member, out));
    }

    private static void write(SortedSetMember member, PayloadOutput out) {
        out.string(member.name());
        out.littleEndian(Double.doubleToRawLongBits(member.score()), Double.BYTES);
    }

    /** Null when it gets too large, which limits allow. */
    private static ListpackWriter listpack(SortedSetValue set) {
        ListpackWriter listpack = new ListpackWriter();
        boolean[] tooLarge = new boolean[1];
        set.forEach(
                member -> {
                    tooLarge[0] = tooLarge[0] || listpack.isTooLargeWith(member.name().length);
                    if (!tooLarge[0]) {
                        listpack.add(member.name());
                        listpack.add(RedisNumbers.bytes(member.score()));
                    }
                });
        return tooLarge[0] ? null : listpack;
    }

    static SortedSetValue read(Type type, PayloadInput in) throws CorruptInput {
        SortedSetValue set = new SortedSetValue();
        Pairs pairs = new Pairs((name, score) -> add(set, name, score(score)));
        switch (type) {
            case SORTED_SET, SORTED_SET_2 -> readMembers(type, in, set);
            case SORTED_SET_ZIPLIST -> ZiplistReader.read(in.string(), pairs);
            default -> ListpackReader.read(in.string(), pairs);
        }
        pairs.end();
        if (type == Type.SORTED_SET_ZIPLIST || type == Type.SORTED_SET_LISTPACK) {
            set.cameCompact();
        }
        if (set.isEmpty()) {
            throw new EmptyValue();
        }
        return set;
    }

    private static void readMembers(Type type, PayloadInput in, SortedSetValue set)
            throws CorruptInput {
        for (long left = in.lengthOfSome(); left != 0; left--) {
            byte[] name = in.string();
            double score =
                    type == Type.SORTED_SET_2
                            ? Double.longBitsToDouble(in.littleEndian(Double.BYTES))
                            : textualScore(in);
            add(set, name, score);
        }
    }

    /** The length of its text, which may also stand for one of three scores, then the text. */
    private static double textualScore(PayloadInput in) throws CorruptInput {
        int length = in.octet();
        return switch (length) {
            case NOT_A_NUMBER -> Double.NaN;
            case INFINITY -> Double.POSITIVE_INFINITY;
            case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> score(in.bytes(length));
        };
    }

    private static double score(byte[] text) throws CorruptInput {
        if (!RedisNumbers.isDouble(text)) {
            throw new CorruptInput("a score that is no number");
        }
        return RedisNumbers.parseDouble(text);
    }

    private static void add(SortedSetValue set, byte[] name, double score) throws CorruptInput {
        if (Double.isNaN(score)) {
            throw new CorruptInput("a score that is no number");
        }
        if (!set.put(name, score)) {
            throw new CorruptInput("a sorted set with a member twice");
        }
    }
}

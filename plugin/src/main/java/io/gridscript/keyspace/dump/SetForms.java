package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.SetValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Sets: member by member, as an intset, as a listpack. They are written in the first two forms. */
final class SetForms {

    private SetForms() {}

    static void write(SetValue set, PayloadOutput out) {
        if (set.isIntset()) {
            out.type(Type.SET_INTSET);
            Intset.write(numbers(set), out);
            return;
        }
        out.type(Type.SET);
        out.length(set.size());
        for (byte[] member : set) {
            out.string(member);
        }
    }

    private static long[] numbers(SetValue set) {
        long[] numbers = new long[set.size()];
        int count = 0;
        for (byte[] member : set) {
            numbers[count++] =
                    RedisNumbers.parseLong(member, 0, member.length, ErrorReply.NOT_AN_INTEGER);
        }
        return numbers;
    }

    static SetValue read(Type type, PayloadInput in, EncodingLimits limits) throws CorruptInput {
        return switch (type) {
            case SET -> readMembers(in, limits);
            case SET_INTSET -> readIntset(in.string(), limits);
            default -> readListpack(in.string(), limits);
        };
    }

    private static SetValue readMembers(PayloadInput in, EncodingLimits limits)
            throws CorruptInput {
        long size = in.lengthOfSome();
        SetValue set =
                size < 0 || size > limits.setMaxIntsetEntries()
                        ? SetValue.forMany(limits)
                        : SetValue.ofIntegers(limits);
        Elements members = into(set);
        for (long left = size; left != 0; left--) {
            members.take(in.string());
        }
        return set;
    }

    private static SetValue readIntset(byte[] intset, EncodingLimits limits) throws CorruptInput {
        boolean many = (intset.length - 8L) / 2 > limits.setMaxIntsetEntries();
        SetValue set = many ? SetValue.forMany(limits) : SetValue.ofIntegers(limits);
        Intset.read(intset, into(set));
        set.preferIntegers();
        return set;
    }

    private static SetValue readListpack(byte[] listpack, EncodingLimits limits)
            throws CorruptInput {
        SetValue set = SetValue.inOrder(limits);
        if (ListpackReader.read(listpack, into(set)) == 0) {
            throw new EmptyValue();
        }
        return set;
    }

    private static Elements into(SetValue set) {
        return member -> {
            if (!set.add(member)) {
                throw new CorruptInput("a set with a member twice");
            }
        };
    }
}

package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.ErrorReply;
import java.util.Arrays;

/** Members by their bytes, which makes sense where all scores are equal. */
record LexRange(Bound least, Bound most) implements MemberRange {

    private static final ErrorReply NOT_A_BOUND =
            ErrorReply.err("min or max not valid string range item");

    static LexRange parse(byte[] least, byte[] most) {
        return new LexRange(Bound.parse(least), Bound.parse(most));
    }

    @Override
    public Ranks in(SortedSetValue set) {
        int from = set.countFirst(member -> least.comesAfter(member.name(), least.excluded));
        int to = set.countFirst(member -> most.comesAfter(member.name(), !most.excluded));
        return new Ranks(from, to);
    }

    /**
     * A place between bytes.
     *
     * @param end negative before all bytes, positive after all, 0 at some
     */
    private record Bound(int end, byte[] bytes, boolean excluded) {

        static Bound parse(byte[] text) {
            int kind = text.length == 0 ? 0 : text[0];
            return switch (kind) {
                case '-' -> unbounded(-1, text);
                case '+' -> unbounded(1, text);
                case '(', '[' ->
                        new Bound(0, Arrays.copyOfRange(text, 1, text.length), kind == '(');
                default -> throw NOT_A_BOUND;
            };
        }

        /** Redis looks at it as a C string. */
        private static Bound unbounded(int end, byte[] text) {
            if (text.length > 1 && text[1] != 0) {
                throw NOT_A_BOUND;
            }
            return new Bound(end, text, true);
        }

        boolean comesAfter(byte[] member, boolean orEqual) {
            if (end != 0) {
                return end > 0;
            }
            int compared = Arrays.compareUnsigned(bytes, member);
            return compared > 0 || compared == 0 && orEqual;
        }
    }
}

package io.gridscript.keyspace;

/** The effects on sorted sets. */
final class SortedSetEffects {

    private SortedSetEffects() {}

    /** How it was before a change, its members apart; the key and its database's number then. */
    record Former(Entry entry, int database, long version, boolean outgrown) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }
    }

    /** A member was added. */
    record MemberAdded(
            SortedSetValue set,
            Former former,
            SortedSetMember member,
            double score,
            boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            set.takeOut(member);
            set.takeBack(former, -member.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.SORTED_MEMBER_ADDED);
            out.octet(outgrown ? 1 : 0);
            out.string(member.key);
            out.fixed(Double.doubleToRawLongBits(score));
        }
    }

    /** A member was given another score. */
    record ScoreSet(
            SortedSetValue set,
            Former former,
            SortedSetMember member,
            double formerScore,
            double score)
            implements Effect {
        @Override
        public void undo() {
            set.move(member, formerScore);
            set.takeBack(former, 0);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.SORTED_MEMBER_SCORED);
            out.string(member.key);
            out.fixed(Double.doubleToRawLongBits(score));
        }
    }

    /** A member was removed. */
    record MemberRemoved(SortedSetValue set, Former former, SortedSetMember member)
            implements Effect {
        @Override
        public void undo() {
            set.putBack(member);
            set.takeBack(former, member.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.SORTED_MEMBER_REMOVED).string(member.key);
        }
    }
}

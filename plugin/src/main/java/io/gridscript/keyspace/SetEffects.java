package io.gridscript.keyspace;

/** The effects on sets. */
final class SetEffects {

    private SetEffects() {}

    /** How it was before a change, its form too; the key and its database's number then. */
    record Former(
            Entry entry, int database, long version, SetEncoding encoding, SetMembers members) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }
    }

    /** A member was added, and maybe the encoding outgrown. */
    record MemberAdded(SetValue set, Former former, byte[] member, SetEncoding after)
            implements Effect {
        @Override
        public void undo() {
            long size = set.members.sizeInBytes();
            // Another form was made with the member; the former one never had it.
            if (set.members == former.members()) {
                former.members().remove(member);
            }
            set.takeBack(former, former.members().sizeInBytes() - size);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.MEMBER_ADDED);
            out.octet(after.ordinal());
            out.string(member);
        }
    }

    /** A member was removed. */
    record MemberRemoved(SetValue set, Former former, SetMember removed) implements Effect {
        @Override
        public void undo() {
            long size = former.members().sizeInBytes();
            former.members().restore(removed);
            set.takeBack(former, former.members().sizeInBytes() - size);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.MEMBER_REMOVED).string(removed.key);
        }
    }
}

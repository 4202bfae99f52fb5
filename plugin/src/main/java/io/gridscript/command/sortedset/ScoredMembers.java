package io.gridscript.command.sortedset;

import io.gridscript.keyspace.Database;
import io.gridscript.keyspace.Entry;
import io.gridscript.keyspace.SetValue;
import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;

/**
 * What ZUNION and its kin read: members with scores, whatever type of value holds them. Types that
 * may be read so are listed in {@link #of} alone; the members of a plain set have the score 1.
 */
interface ScoredMembers {

    /** Takes a member and its score. */
    @FunctionalInterface
    interface Visitor {
        void visit(byte[] name, double score);
    }

    /** What a key without a value has. */
    ScoredMembers NONE = new OfSortedSet(new SortedSetValue());

    /**
     * The members of what an entry holds, none where there is no entry.
     *
     * @throws io.gridscript.reply.ErrorReply WRONGTYPE when it has no members
     */
    static ScoredMembers of(Entry entry) {
        if (entry == null) {
            return NONE;
        }
        return entry.value() instanceof SetValue set
                ? new OfSet(set)
                : new OfSortedSet(Database.cast(entry, SortedSetValue.class));
    }

    int size();

    /** The score of a member, or NaN when it isn't there. */
    double score(byte[] name);

    /** Visits all members; the visitor must not change what holds them. */
    void forEach(Visitor visitor);

    /** The members of a sorted set. */
    record OfSortedSet(SortedSetValue set) implements ScoredMembers {

        @Override
        public int size() {
            return set.size();
        }

        @Override
        public double score(byte[] name) {
            SortedSetMember member = set.get(name);
            return member == null ? Double.NaN : member.score();
        }

        @Override
        public void forEach(Visitor visitor) {
            set.forEach(member -> visitor.visit(member.name(), member.score()));
        }
    }

    /** The members of a plain set. */
    record OfSet(SetValue set) implements ScoredMembers {

        @Override
        public int size() {
            return set.size();
        }

        @Override
        public double score(byte[] name) {
            return set.contains(name) ? 1 : Double.NaN;
        }

        @Override
        public void forEach(Visitor visitor) {
            set.forEach(member -> visitor.visit(member, 1));
        }
    }
}

package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A sorted set: members with scores, found by name, by score and by rank. The two encodings of
 * Redis differ in name, and in that the compact one knows no negative zero. A set that lost its
 * last member must be removed by whoever took it.
 */
public final class SortedSetValue extends Value {

    private static final int OWN_BYTES = 40;

    private final ByteMap<SortedSetMember> members = new ByteMap<>();
    private final ScoreOrder order = new ScoreOrder();
    private long memberBytes;

    /** Whether it has outgrown the compact encoding, to which it never returns. */
    private boolean outgrown;

    /** Whether it has the encoding of the set of which it is a copy, whatever the limits are. */
    private boolean decided;

    /** Whether only the number of its members decides its encoding. */
    private boolean cameCompact;

    /**
     * An empty set for members that come at once.
     *
     * @param first the first of them
     * @param expected how many come, some maybe twice: too many or too long a one for the compact
     *     encoding end it, as in Redis
     */
    public static SortedSetValue expecting(byte[] first, int expected, EncodingLimits limits) {
        SortedSetValue set = new SortedSetValue();
        set.outgrown =
                expected > limits.zsetMaxListpackEntries()
                        || first.length > limits.zsetMaxListpackValue();
        return set;
    }

    public int size() {
        return members.size();
    }

    /** Buckets of the table of its members. */
    public int buckets() {
        return members.buckets();
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The member of that name, or null. */
    public SortedSetMember get(byte[] name) {
        return members.get(name);
    }

    /**
     * Gives a member a score. Once the set belongs to a key, a score equal to the one that the
     * member has, be it the other zero, is no change.
     *
     * @param name kept: not to be changed by the caller afterwards
     * @param score not NaN
     * @return whether the member is new
     */
    public boolean put(byte[] name, double score) {
        return put(name, score, 1);
    }

    /**
     * As {@link #put(byte[], double)}.
     *
     * @param expected how many members come at once, this one included: too many for the compact
     *     encoding end it, even when some come twice
     */
    public boolean put(byte[] name, double score, int expected) {
        int hash = KeyHash.of(name);
        SortedSetMember present = members.get(name, hash);
        if (present != null) {
            if (present.score != score || entry() == null) {
                score(present, storable(score, outgrown));
            }
            return false;
        }
        boolean outgrows = outgrows(name, expected);
        add(new SortedSetMember(name, hash, storable(score, outgrows)), outgrows);
        return true;
    }

    /** As {@link #put}, as another copy did it: the score and the encoding are what they are. */
    boolean putAs(byte[] name, double score, boolean outgrows) {
        int hash = KeyHash.of(name);
        SortedSetMember present = members.get(name, hash);
        if (present != null) {
            score(present, score);
            return false;
        }
        add(new SortedSetMember(name, hash, score), outgrows);
        return true;
    }

    private void add(SortedSetMember member, boolean outgrows) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(
                    new SortedSetEffects.MemberAdded(
                            this, former(), member, member.score, outgrows));
        }
        members.add(member);
        order.add(member);
        outgrown = outgrows;
        long grown = member.sizeInBytes();
        memberBytes += grown;
        changed(grown);
    }

    private void score(SortedSetMember member, double score) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new SortedSetEffects.ScoreSet(this, former(), member, member.score, score));
        }
        move(member, score);
        changed(0);
    }

    void move(SortedSetMember member, double score) {
        order.remove(member);
        member.score = score;
        order.add(member);
    }

    /** Removes a member; false when it wasn't there. */
    public boolean remove(byte[] name) {
        SortedSetMember present = members.get(name);
        if (present == null) {
            return false;
        }
        remove(present);
        return true;
    }

    /** Removes a member that is there. */
    public void remove(SortedSetMember member) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new SortedSetEffects.MemberRemoved(this, former(), member));
        }
        takeOut(member);
        long size = member.sizeInBytes();
        memberBytes -= size;
        changed(-size);
    }

    void takeOut(SortedSetMember member) {
        members.remove(member);
        order.remove(member);
    }

    /** Puts a member that was taken out back where it was. */
    void putBack(SortedSetMember member) {
        members.restore(member);
        order.add(member);
    }

    /** How many members come before one that is there. */
    public int rankOf(SortedSetMember member) {
        return order.rankOf(member);
    }

    /**
     * How many members something holds of, asked of few of them.
     *
     * @param holds of every member before one that it holds of
     */
    public int countFirst(Predicate<SortedSetMember> holds) {
        return order.countFirst(holds);
    }

    /**
     * Visits the members of some ranks, the lowest first.
     *
     * @param from the first rank
     * @param to the rank after the last
     * @param visitor must not change the set
     */
    public void ascend(int from, int to, Consumer<? super SortedSetMember> visitor) {
        order.ascend(from, to, visitor);
    }

    /** As {@link #ascend}, the highest first. */
    public void descend(int from, int to, Consumer<? super SortedSetMember> visitor) {
        order.descend(from, to, visitor);
    }

    /** Visits all members, the lowest first. The visitor must not change the set. */
    public void forEach(Consumer<? super SortedSetMember> visitor) {
        order.ascend(0, size(), visitor);
    }

    /** A member, each as likely as any other, or null when there is none. */
    public SortedSetMember random(RandomGenerator random) {
        return members.random(random);
    }

    /** One step through all members, with the promise of {@link ByteMap#scan}. */
    public long scan(long cursor, Consumer<? super SortedSetMember> visitor) {
        return members.scan(cursor, visitor);
    }

    /** Whether it has the compact encoding. */
    public boolean isCompact() {
        return !outgrown;
    }

    @Override
    public String type() {
        return "zset";
    }

    @Override
    public String encoding() {
        return outgrown ? "skiplist" : "listpack";
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + ByteMap.EMPTY_BYTES + memberBytes;
    }

    @Override
    public SortedSetValue copy() {
        SortedSetValue copy = new SortedSetValue();
        for (SortedSetMember member : members) {
            copy.add(new SortedSetMember(member.key, member.hash, member.score), outgrown);
        }
        copy.outgrown = outgrown;
        copy.decided = true;
        return copy;
    }

    @Override
    SortedSetValue frozen() {
        return copy();
    }

    @Override
    void chooseEncoding(EncodingLimits limits) {
        if (decided) {
            return;
        }
        outgrown = outgrown || exceeds(limits);
        if (!outgrown) {
            for (SortedSetMember member : members) {
                member.score = withoutNegativeZero(member.score);
            }
        }
    }

    /**
     * Notes that a payload has it in the compact encoding, which it then keeps however long its
     * members are, as in Redis.
     */
    public void cameCompact() {
        cameCompact = true;
    }

    private boolean exceeds(EncodingLimits limits) {
        if (cameCompact || members.size() > limits.zsetMaxListpackEntries()) {
            return members.size() > limits.zsetMaxListpackEntries();
        }
        for (SortedSetMember member : members) {
            if (member.key.length > limits.zsetMaxListpackValue()) {
                return true;
            }
        }
        return false;
    }

    /** Its encoding is that of the set of which it is a copy. */
    void outgrown(boolean ofTheOriginal) {
        outgrown = ofTheOriginal;
    }

    /** Whether it will have outgrown the compact encoding with that member too. */
    private boolean outgrows(byte[] name, int expected) {
        if (outgrown || entry() == null) {
            return outgrown;
        }
        EncodingLimits limits = entry().database.keyspace().encodingLimits();
        return Math.max(members.size() + 1, expected) > limits.zsetMaxListpackEntries()
                || name.length > limits.zsetMaxListpackValue();
    }

    /** The score as the encoding keeps it; before it has one, as it is given. */
    private double storable(double score, boolean outgrows) {
        return entry() == null || outgrows ? score : withoutNegativeZero(score);
    }

    /** The compact encoding keeps whole scores as integers. */
    private static double withoutNegativeZero(double score) {
        return score == 0 ? 0 : score;
    }

    @Override
    void writeHead(WireOutput out) {
        SortedSetElements.writeHead(this, out);
    }

    @Override
    Iterator<byte[]> elements() {
        return SortedSetElements.of(members.iterator());
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.SORTED_SET);
        byte[] score = new byte[RedisNumbers.MAX_DOUBLE_LENGTH];
        for (SortedSetMember member : members) {
            DatasetDigest element = new DatasetDigest();
            element.mix(member.key);
            element.mix(score, 0, RedisNumbers.putShortest(member.score, score, 0));
            digest.xor(element);
        }
    }

    /** Whether members and order agree, for tests. */
    boolean isSound() {
        return order.isSound() && order.size() == members.size();
    }

    private SortedSetEffects.Former former() {
        Entry entry = entry();
        return new SortedSetEffects.Former(entry, entry.database.number(), entry.version, outgrown);
    }

    void takeBack(SortedSetEffects.Former former, long grownBytes) {
        outgrown = former.outgrown();
        memberBytes += grownBytes;
        former.entry().version = former.version();
        former.entry().database.storage().grown(grownBytes);
    }
}

package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A set of bytes. While all members are integers and not too many, they are sorted; from then on
 * they stay in their order, and others follow in the order in which they come. A set that lost its
 * last member must be removed by whoever took it.
 */
public final class SetValue extends Value implements Iterable<byte[]> {

    private static final int OWN_BYTES = 32;

    /** Decide about its encoding until it belongs to a key; null while it is read from a wire. */
    private final EncodingLimits firstLimits;

    private SetEncoding encoding;
    SetMembers members;

    private SetValue(SetEncoding encoding, SetMembers members, EncodingLimits limits) {
        this.encoding = encoding;
        this.members = members;
        firstLimits = limits;
    }

    private SetValue(SetEncoding encoding, EncodingLimits limits) {
        this(encoding, encoding.noMembers(), limits);
    }

    /** An empty set that is an intset as long as it can. */
    public static SetValue ofIntegers(EncodingLimits limits) {
        return new SetValue(SetEncoding.INTSET, limits);
    }

    /** An empty set that keeps the order of its members from the beginning, compact at first. */
    public static SetValue inOrder(EncodingLimits limits) {
        return new SetValue(SetEncoding.LISTPACK, limits);
    }

    /** An empty set for many members, which stays in its encoding: to collect a reply, say. */
    public static SetValue forMany(EncodingLimits limits) {
        return new SetValue(SetEncoding.HASHTABLE, limits);
    }

    /**
     * An empty set for members that come at once.
     *
     * @param first the first of them
     * @param expected how many come, some maybe twice
     */
    public static SetValue expecting(byte[] first, int expected, EncodingLimits limits) {
        return new SetValue(SetEncoding.ofFirst(first, expected, limits), limits);
    }

    public int size() {
        return members.size();
    }

    /** Buckets of the table of its members, 0 while these are integers. */
    public int buckets() {
        return members instanceof ByteMembers table ? table.buckets() : 0;
    }

    public boolean isEmpty() {
        return members.size() == 0;
    }

    public boolean contains(byte[] member) {
        return members.contains(member);
    }

    /** Adds a member; false when it was there. Keeps the array, as {@link #add(byte[], int)}. */
    public boolean add(byte[] member) {
        return add(member, 1);
    }

    /**
     * Adds a member.
     *
     * @param member kept as it is: not to be changed by the caller afterwards
     * @param expected how many come at once, this one included: too many for a compact encoding end
     *     it, even when they are there already
     * @return whether it is new
     */
    public boolean add(byte[] member, int expected) {
        if (members.contains(member)) {
            return false;
        }
        addNew(member, encoding.with(member, members, expected, limits()));
        return true;
    }

    /** Adds a member as it was added to the set of which this is a copy. */
    boolean addAs(byte[] member, SetEncoding after) throws CorruptInput {
        boolean fits = after != SetEncoding.INTSET || RedisNumbers.isLong(member);
        if (!fits || after.compareTo(encoding) < 0) {
            throw new CorruptInput("a set with an encoding that it can't have");
        }
        if (members.contains(member)) {
            return false;
        }
        addNew(member, after);
        return true;
    }

    private void addNew(byte[] member, SetEncoding after) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new SetEffects.MemberAdded(this, former(), member, after));
        }
        long size = sizeInBytes();
        become(after);
        members.add(member);
        changed(sizeInBytes() - size);
    }

    /** Members that were taken over by another form stay as they are, for who takes it back. */
    private void become(SetEncoding after) {
        if (encoding == SetEncoding.INTSET && after != SetEncoding.INTSET) {
            SetMembers integers = members;
            members = after.noMembers();
            integers.forEach(members::add);
        }
        encoding = after;
    }

    /** Removes a member; false when it wasn't there. */
    public boolean remove(byte[] member) {
        aboutToChange();
        long size = sizeInBytes();
        SetMember removed = members.remove(member);
        if (removed == null) {
            return false;
        }
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new SetEffects.MemberRemoved(this, former(), removed));
        }
        changed(sizeInBytes() - size);
        return true;
    }

    /** Makes a set without a key an intset if it can be one. */
    public void preferIntegers() {
        if (encoding == SetEncoding.INTSET || !SetEncoding.fitsIntset(size(), limits())) {
            return;
        }
        IntegerMembers integers = new IntegerMembers();
        for (byte[] member : members) {
            if (!RedisNumbers.isLong(member)) {
                return;
            }
            integers.add(member);
        }
        encoding = SetEncoding.INTSET;
        members = integers;
    }

    /** The members in order; not to be changed. */
    @Override
    public Iterator<byte[]> iterator() {
        return members.iterator();
    }

    /** A member, each as likely as any other. The set has one. */
    public byte[] random(RandomGenerator random) {
        return members.random(random);
    }

    /** One step through all members, with the promise of {@link ByteMap#scan}. */
    public long scan(long cursor, Consumer<byte[]> visitor) {
        return members.scan(cursor, visitor);
    }

    /** Whether it has the encoding of integers. */
    public boolean isIntset() {
        return encoding == SetEncoding.INTSET;
    }

    /** Whether it has one of the two compact encodings. */
    public boolean isCompact() {
        return encoding != SetEncoding.HASHTABLE;
    }

    @Override
    public String type() {
        return "set";
    }

    @Override
    public String encoding() {
        return encoding.text();
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + members.sizeInBytes();
    }

    @Override
    public SetValue copy() {
        return new SetValue(encoding, members.copy(), limits());
    }

    @Override
    SetValue frozen() {
        return copy();
    }

    private EncodingLimits limits() {
        Entry entry = entry();
        return entry == null ? firstLimits : entry.database.keyspace().encodingLimits();
    }

    @Override
    void writeHead(WireOutput out) {
        out.octet(ValueKind.SET.ordinal());
        out.octet(encoding.ordinal());
        out.number(members.size());
    }

    @Override
    Iterator<byte[]> elements() {
        return members.iterator();
    }

    /** Reads what follows the kind. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        SetEncoding encoding = SetEncoding.of(in.octet());
        int size = in.number(Integer.MAX_VALUE);
        SetValue set = new SetValue(encoding, null);
        return new ValueBuilder(size) {
            @Override
            void take(byte[] element) {
                boolean fits = encoding != SetEncoding.INTSET || RedisNumbers.isLong(element);
                if (fits && !set.contains(element)) {
                    set.members.add(element);
                }
            }

            @Override
            Value value() throws CorruptInput {
                if (set.size() != size) {
                    throw new CorruptInput("a set with other members than it says");
                }
                return set;
            }
        };
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.SET);
        for (byte[] member : members) {
            digest.xor(member);
        }
    }

    private SetEffects.Former former() {
        Entry entry = entry();
        return new SetEffects.Former(
                entry, entry.database.number(), entry.version, encoding, members);
    }

    /** It has the form, and its key the version, that they had. */
    void takeBack(SetEffects.Former former, long grownBytes) {
        encoding = former.encoding();
        members = former.members();
        former.entry().version = former.version();
        former.entry().database.storage().grown(grownBytes);
    }
}

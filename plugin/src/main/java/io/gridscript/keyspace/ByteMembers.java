package io.gridscript.keyspace;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Members of any bytes, in the order in which they came. */
final class ByteMembers implements SetMembers {

    private static final int OWN_BYTES = 24;

    private final ByteMap<SetMember> members = new ByteMap<>();
    private long memberBytes;

    int buckets() {
        return members.buckets();
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean contains(byte[] member) {
        return members.contains(member);
    }

    @Override
    public void add(byte[] member) {
        add(new SetMember(member));
    }

    private void add(SetMember member) {
        members.add(member);
        memberBytes += member.sizeInBytes();
    }

    @Override
    public SetMember remove(byte[] member) {
        SetMember present = members.get(member);
        if (present != null) {
            members.remove(present);
            memberBytes -= present.sizeInBytes();
        }
        return present;
    }

    @Override
    public void restore(SetMember removed) {
        members.restore(removed);
        memberBytes += removed.sizeInBytes();
    }

    @Override
    public byte[] random(RandomGenerator random) {
        return members.random(random).key;
    }

    @Override
    public long scan(long cursor, Consumer<byte[]> visitor) {
        return members.scan(cursor, member -> visitor.accept(member.key));
    }

    @Override
    public ByteMembers copy() {
        ByteMembers copy = new ByteMembers();
        for (SetMember member : members) {
            copy.add(new SetMember(member.key, member.hash));
        }
        return copy;
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + ByteMap.EMPTY_BYTES + memberBytes;
    }

    @Override
    public Iterator<byte[]> iterator() {
        Iterator<SetMember> rest = members.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public byte[] next() {
                return rest.next().key;
            }
        };
    }
}

package io.gridscript.keyspace;

/** A member of a set. */
final class SetMember extends ByteMap.Node {

    /** Heap bytes of a member and its place in the map, its bytes not included. */
    private static final int OWN_BYTES = 40;

    SetMember(byte[] member) {
        super(member);
    }

    SetMember(byte[] member, int hash) {
        super(member, hash);
    }

    long sizeInBytes() {
        return OWN_BYTES + Value.arrayBytes(key);
    }
}

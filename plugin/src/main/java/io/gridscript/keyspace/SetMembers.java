package io.gridscript.keyspace;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The members of a set in one of two forms, in an order that is the same on every copy. */
sealed interface SetMembers extends Iterable<byte[]> permits IntegerMembers, ByteMembers {

    int size();

    boolean contains(byte[] member);

    /** Adds a member that isn't there. */
    void add(byte[] member);

    /** Removes a member; tells what {@link #restore} takes, or null when it isn't there. */
    SetMember remove(byte[] member);

    /** Takes a removal back, after everything that was done since. */
    void restore(SetMember removed);

    /** A member, each as likely as any other; there is one. */
    byte[] random(RandomGenerator random);

    /** One step through all members, with the promise of {@link ByteMap#scan}. */
    long scan(long cursor, Consumer<byte[]> visitor);

    SetMembers copy();

    long sizeInBytes();
}

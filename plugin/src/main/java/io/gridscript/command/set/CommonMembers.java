package io.gridscript.command.set;

import io.gridscript.keyspace.SetValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The members that some sets have in common, in the order of the smallest. */
final class CommonMembers implements Iterator<byte[]> {

    private final SetValue[] bySize;
    private final Iterator<byte[]> candidates;

    /** The member found already, or null. */
    private byte[] next;

    /**
     * @param sets are sorted; none of them null
     */
    CommonMembers(SetValue... sets) {
        bySize = sets;
        Arrays.sort(bySize, Comparator.comparingInt(SetValue::size));
        candidates = bySize[0].iterator();
    }

    /** The set that all of them are in, with no more members than any other. */
    SetValue smallest() {
        return bySize[0];
    }

    /** Looks for the next only now: who has enough doesn't ask. */
    @Override
    public boolean hasNext() {
        while (next == null && candidates.hasNext()) {
            byte[] candidate = candidates.next();
            if (isInAll(candidate)) {
                next = candidate;
            }
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] member = next;
        next = null;
        return member;
    }

    private boolean isInAll(byte[] member) {
        for (int i = 1; i < bySize.length; i++) {
            if (!bySize[i].contains(member)) {
                return false;
            }
        }
        return true;
    }
}

package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Members that are all integers, the smallest first. */
final class IntegerMembers implements SetMembers {

    private static final int OWN_BYTES = 40;

    /** Heap bytes of one of them, and its share of the room to grow. */
    private static final int BYTES_OF_EACH = 10;

    private static final int FEWEST = 4;

    private long[] sorted = new long[FEWEST];
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(byte[] member) {
        return placeOf(member) >= 0;
    }

    @Override
    public void add(byte[] member) {
        long number = RedisNumbers.parseLong(member);
        int place = ~placeOf(number);
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, size + (size >> 1));
        }
        System.arraycopy(sorted, place, sorted, place + 1, size - place);
        sorted[place] = number;
        size++;
    }

    @Override
    public SetMember remove(byte[] member) {
        int place = placeOf(member);
        if (place < 0) {
            return null;
        }
        size--;
        System.arraycopy(sorted, place + 1, sorted, place, size - place);
        if (size >= FEWEST && 2 * size < sorted.length) {
            sorted = Arrays.copyOf(sorted, size);
        }
        // Its place is told by its number: no need for a hash.
        return new SetMember(member, 0);
    }

    @Override
    public void restore(SetMember removed) {
        add(removed.key);
    }

    /** Negative for what isn't there. */
    private int placeOf(byte[] member) {
        return RedisNumbers.isLong(member) ? placeOf(RedisNumbers.parseLong(member)) : -1;
    }

    private int placeOf(long number) {
        return Arrays.binarySearch(sorted, 0, size, number);
    }

    @Override
    public byte[] random(RandomGenerator random) {
        return RedisNumbers.bytes(sorted[random.nextInt(size)]);
    }

    /** In one step: they are few. */
    @Override
    public long scan(long cursor, Consumer<byte[]> visitor) {
        forEach(visitor);
        return 0;
    }

    /** Digits of the longest, a sign included. */
    int longest() {
        return size == 0
                ? 0
                : Math.max(
                        RedisNumbers.longLength(sorted[0]),
                        RedisNumbers.longLength(sorted[size - 1]));
    }

    @Override
    public IntegerMembers copy() {
        IntegerMembers copy = new IntegerMembers();
        copy.sorted = Arrays.copyOf(sorted, Math.max(size, FEWEST));
        copy.size = size;
        return copy;
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + (long) BYTES_OF_EACH * size;
    }

    @Override
    public Iterator<byte[]> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public byte[] next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return RedisNumbers.bytes(sorted[next++]);
            }
        };
    }
}

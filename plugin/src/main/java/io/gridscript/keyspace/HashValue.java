package io.gridscript.keyspace;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A hash: fields with values, in the order in which the fields came. The two encodings of Redis
 * differ only in name here. A hash that lost its last field must be removed by whoever took it.
 */
public final class HashValue extends Value implements Iterable<HashField> {

    private static final int OWN_BYTES = 40;

    private final ByteMap<HashField> fields = new ByteMap<>();
    private long fieldBytes;

    /** Length of the longest name or value it has ever been given. */
    private int longest;

    /** Whether it has outgrown the compact encoding, to which it never returns. */
    private boolean outgrown;

    public int size() {
        return fields.size();
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The value of a field, not to be changed, or null. */
    public byte[] get(byte[] field) {
        HashField found = fields.get(field);
        return found == null ? null : found.value;
    }

    public boolean contains(byte[] field) {
        return fields.contains(field);
    }

    /**
     * Gives a field a value. Keeps both arrays: not to be changed by the caller afterwards.
     *
     * @return whether the field is new
     */
    public boolean put(byte[] field, byte[] value) {
        int hash = KeyHash.of(field);
        HashField present = fields.get(field, hash);
        if (present == null) {
            add(new HashField(field, hash, value));
        } else {
            replace(present, value);
        }
        return present == null;
    }

    private void add(HashField field) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new FieldAdded(this, former(), field, field.value));
        }
        fields.add(field);
        long grown = field.sizeInBytes();
        fieldBytes += grown;
        measure(field);
        changed(grown);
    }

    private void replace(HashField field, byte[] value) {
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new FieldReplaced(this, former(), field, field.value, value));
        }
        long grown = arrayBytes(value) - arrayBytes(field.value);
        field.value = value;
        fieldBytes += grown;
        measure(field);
        changed(grown);
    }

    /** Removes a field; false when it wasn't there. */
    public boolean remove(byte[] field) {
        HashField present = fields.get(field);
        if (present == null) {
            return false;
        }
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new FieldRemoved(this, former(), present));
        }
        fields.remove(present);
        long size = present.sizeInBytes();
        fieldBytes -= size;
        changed(-size);
        return true;
    }

    /** The fields in the order in which they came. */
    @Override
    public Iterator<HashField> iterator() {
        return fields.iterator();
    }

    /** A field, each as likely as any other, or null when there is none. */
    public HashField random(RandomGenerator random) {
        return fields.random(random);
    }

    /** One step through all fields, with the promise of {@link ByteMap#scan}. */
    public long scan(long cursor, Consumer<? super HashField> visitor) {
        return fields.scan(cursor, visitor);
    }

    /** Whether it has the compact encoding. */
    public boolean isCompact() {
        return !outgrown;
    }

    @Override
    public String type() {
        return "hash";
    }

    @Override
    public String encoding() {
        return outgrown ? "hashtable" : "listpack";
    }

    @Override
    public long sizeInBytes() {
        return OWN_BYTES + ByteMap.EMPTY_BYTES + fieldBytes;
    }

    @Override
    public HashValue copy() {
        HashValue copy = new HashValue();
        for (HashField field : fields) {
            copy.add(new HashField(field.key, field.hash, field.value));
        }
        copy.outgrown = outgrown;
        return copy;
    }

    @Override
    HashValue frozen() {
        return copy();
    }

    @Override
    void belongTo(Entry owner) {
        super.belongTo(owner);
        compare();
    }

    private void measure(HashField field) {
        longest = Math.max(longest, Math.max(field.key.length, field.value.length));
        compare();
    }

    private void compare() {
        if (outgrown || entry() == null) {
            return;
        }
        EncodingLimits limits = entry().database.keyspace().encodingLimits();
        outgrown =
                fields.size() > limits.hashMaxListpackEntries()
                        || longest > limits.hashMaxListpackValue();
    }

    private Former former() {
        Entry entry = entry();
        int database = entry.database.number();
        return new Former(entry, database, entry.version, longest, outgrown);
    }

    private void takeBack(Former former, long grownBytes) {
        longest = former.longest;
        outgrown = former.outgrown;
        fieldBytes += grownBytes;
        former.entry.version = former.version;
        former.entry.database.grown(grownBytes);
    }

    /** How it was before a change, its fields apart; the key and its database's number then. */
    private record Former(Entry entry, int database, long version, int longest, boolean outgrown) {}

    /** A field was added. */
    private record FieldAdded(HashValue hash, Former former, HashField field, byte[] value)
            implements Effect {
        @Override
        public void undo() {
            hash.fields.remove(field);
            hash.takeBack(former, -field.sizeInBytes());
        }
    }

    /** A field was given another value. */
    private record FieldReplaced(
            HashValue hash, Former former, HashField field, byte[] formerValue, byte[] value)
            implements Effect {
        @Override
        public void undo() {
            field.value = formerValue;
            hash.takeBack(former, arrayBytes(formerValue) - arrayBytes(value));
        }
    }

    /** A field was removed. */
    private record FieldRemoved(HashValue hash, Former former, HashField field) implements Effect {
        @Override
        public void undo() {
            hash.fields.restore(field);
            hash.takeBack(former, field.sizeInBytes());
        }
    }
}

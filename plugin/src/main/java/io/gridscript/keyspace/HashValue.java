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

    final ByteMap<HashField> fields = new ByteMap<>();
    private long fieldBytes;

    /** Length of the longest name or value it has ever been given. */
    private int longest;

    /** Whether it has outgrown the compact encoding, to which it never returns. */
    private boolean outgrown;

    /** Whether it has the encoding of the hash of which it is a copy, whatever the limits are. */
    private boolean decided;

    /** Whether only the number of its fields decides its encoding. */
    private boolean cameCompact;

    public int size() {
        return fields.size();
    }

    /** Buckets of the table of its fields. */
    public int buckets() {
        return fields.buckets();
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
        boolean outgrows = outgrows(fields.size() + 1, field, field.value);
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(new HashEffects.FieldAdded(this, former(), field, field.value, outgrows));
        }
        fields.add(field);
        long grown = field.sizeInBytes();
        fieldBytes += grown;
        measure(field);
        outgrown = outgrows;
        changed(grown);
    }

    private void replace(HashField field, byte[] value) {
        boolean outgrows = outgrows(fields.size(), field, value);
        Effects effects = keepingEffects();
        if (effects != null) {
            effects.add(
                    new HashEffects.FieldReplaced(
                            this, former(), field, field.value, value, outgrows));
        }
        long grown = arrayBytes(value) - arrayBytes(field.value);
        field.value = value;
        fieldBytes += grown;
        measure(field);
        outgrown = outgrows;
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
            effects.add(new HashEffects.FieldRemoved(this, former(), present));
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
        copy.longest = longest;
        copy.outgrown = outgrown;
        copy.decided = true;
        return copy;
    }

    @Override
    HashValue frozen() {
        return copy();
    }

    @Override
    void chooseEncoding(EncodingLimits limits) {
        if (!decided) {
            outgrown = outgrown || exceeds(limits, fields.size(), cameCompact ? 0 : longest);
        }
    }

    /**
     * Notes that a payload has it in the compact encoding, which it then keeps however long its
     * values are, as in Redis.
     */
    public void cameCompact() {
        cameCompact = true;
    }

    private void measure(HashField field) {
        longest = Math.max(longest, Math.max(field.key.length, field.value.length));
    }

    /** Whether it will have outgrown the compact encoding with that field and value. */
    private boolean outgrows(int size, HashField field, byte[] value) {
        if (outgrown || entry() == null) {
            return outgrown;
        }
        // What is there already was short enough for the limits that held when it came.
        int length = Math.max(field.key.length, value.length);
        return exceeds(entry().database.keyspace().encodingLimits(), size, length);
    }

    private static boolean exceeds(EncodingLimits limits, int size, int length) {
        return size > limits.hashMaxListpackEntries() || length > limits.hashMaxListpackValue();
    }

    /** Its encoding is that of the hash of which it is a copy. */
    void outgrown(boolean ofTheOriginal) {
        outgrown = ofTheOriginal;
    }

    @Override
    void writeHead(WireOutput out) {
        out.octet(ValueKind.HASH.ordinal());
        out.octet(outgrown ? 1 : 0);
        out.number(longest);
        out.number(fields.size());
    }

    /** Each field's name, then its value. */
    @Override
    Iterator<byte[]> elements() {
        return new PairIterator<>(fields.iterator(), field -> field.key, field -> field.value);
    }

    /** Reads what follows the kind. */
    static ValueBuilder builder(WireInput in) throws CorruptInput {
        boolean outgrown = in.octet() != 0;
        int longest = in.number(Integer.MAX_VALUE);
        int size = in.number(Integer.MAX_VALUE / 2);
        HashValue hash = new HashValue();
        return new PairBuilder(size) {
            @Override
            void take(byte[] name, byte[] value) {
                hash.put(name, value);
            }

            @Override
            Value value() throws CorruptInput {
                if (hash.size() != size || hash.longest > longest) {
                    throw new CorruptInput("a hash with other fields than it says");
                }
                hash.longest = longest;
                hash.outgrown = outgrown;
                return hash;
            }
        };
    }

    @Override
    void addTo(DatasetDigest digest) {
        digest.mixNumber(DatasetDigest.HASH);
        for (HashField field : fields) {
            DatasetDigest element = new DatasetDigest();
            element.mix(field.key);
            element.mix(field.value);
            digest.xor(element);
        }
    }

    private HashEffects.Former former() {
        Entry entry = entry();
        int database = entry.database.number();
        return new HashEffects.Former(entry, database, entry.version, longest, outgrown);
    }

    void takeBack(HashEffects.Former former, long grownBytes) {
        longest = former.longest();
        outgrown = former.outgrown();
        fieldBytes += grownBytes;
        former.entry().version = former.version();
        former.entry().database.storage().grown(grownBytes);
    }
}

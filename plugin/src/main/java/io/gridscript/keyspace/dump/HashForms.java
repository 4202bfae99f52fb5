package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.HashField;
import io.gridscript.keyspace.HashValue;

/**
 * Hashes without times of expiration: field by field, as a zipmap, a ziplist or a listpack. They
 * are written in the first form and the last.
 */
final class HashForms {

    private HashForms() {}

    static void write(HashValue hash, PayloadOutput out) {
        ListpackWriter listpack = hash.isCompact() ? listpack(hash) : null;
        if (listpack != null) {
            out.type(Type.HASH_LISTPACK);
            listpack.writeTo(out);
            return;
        }
        out.type(Type.HASH);
        out.length(hash.size());
        for (HashField field : hash) {
            out.string(field.name());
            out.string(field.value());
        }
    }

    /** Null when it gets too large, which limits allow. */
    private static ListpackWriter listpack(HashValue hash) {
        ListpackWriter listpack = new ListpackWriter();
        for (HashField field : hash) {
            if (listpack.isTooLargeWith(field.name().length + (long) field.value().length)) {
                return null;
            }
            listpack.add(field.name());
            listpack.add(field.value());
        }
        return listpack;
    }

    static HashValue read(Type type, PayloadInput in) throws CorruptInput {
        HashValue hash = new HashValue();
        Pairs pairs = new Pairs((name, value) -> add(hash, name, value));
        switch (type) {
            case HASH -> readFields(in, hash);
            case HASH_ZIPMAP -> ZipmapReader.read(in.string(), pairs);
            case HASH_ZIPLIST -> ZiplistReader.read(in.string(), pairs);
            default -> ListpackReader.read(in.string(), pairs);
        }
        pairs.end();
        if (type == Type.HASH_ZIPLIST || type == Type.HASH_LISTPACK) {
            hash.cameCompact();
        }
        if (hash.isEmpty()) {
            throw new EmptyValue();
        }
        return hash;
    }

    private static void readFields(PayloadInput in, HashValue hash) throws CorruptInput {
        for (long left = in.lengthOfSome(); left != 0; left--) {
            add(hash, in.string(), in.string());
        }
    }

    static void add(HashValue hash, byte[] name, byte[] value) throws CorruptInput {
        if (!hash.put(name, value)) {
            throw new CorruptInput("a hash with a field twice");
        }
    }
}

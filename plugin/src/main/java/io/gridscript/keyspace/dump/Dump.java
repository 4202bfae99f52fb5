package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EncodingLimits;
import io.gridscript.keyspace.HashValue;
import io.gridscript.keyspace.ListValue;
import io.gridscript.keyspace.SetValue;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.keyspace.StreamValue;
import io.gridscript.keyspace.StringValue;
import io.gridscript.keyspace.Value;

/** Payloads of DUMP: a type, the value, a footer. */
public final class Dump {

    private Dump() {}

    /**
     * The payload of a value.
     *
     * @param limits say how large the nodes of a list are
     * @throws io.gridscript.reply.ErrorReply when no array could hold it
     */
    public static byte[] of(Value value, EncodingLimits limits) {
        int version = versionFor(value);
        PayloadOutput out = new PayloadOutput();
        write(value, version, limits, out);
        Footer.write(version, out);
        return out.toBytes();
    }

    /** The oldest version in which nothing of a value is lost. */
    static int versionFor(Value value) {
        return value instanceof StreamValue stream
                ? StreamForms.versionFor(stream)
                : RdbVersion.REDIS_7_0;
    }

    /** Writes type and value for readers of a version. */
    static void write(Value value, int version, EncodingLimits limits, PayloadOutput out) {
        if (value instanceof StringValue string) {
            StringForm.write(string, out);
        } else if (value instanceof ListValue list) {
            ListForms.write(list, limits, out);
        } else if (value instanceof SetValue set) {
            SetForms.write(set, out);
        } else if (value instanceof HashValue hash) {
            HashForms.write(hash, out);
        } else if (value instanceof SortedSetValue sortedSet) {
            SortedSetForms.write(sortedSet, out);
        } else if (value instanceof StreamValue stream) {
            StreamForms.write(stream, version, out);
        }
    }

    /** How many bytes of a payload are the value itself. */
    public static int lengthOf(Value value, EncodingLimits limits) {
        return Footer.start(of(value, limits)) - 1;
    }

    /** Whether a payload is of a version that can be read, and has the right checksum. */
    public static boolean isIntact(byte[] payload) {
        return isIntact(payload, true);
    }

    /** As {@link #isIntact(byte[])}, and has the right checksum if that is looked at. */
    public static boolean isIntact(byte[] payload, boolean checking) {
        return Footer.isValid(payload, checking);
    }

    /**
     * The value of an intact payload, for a key that will choose its encoding.
     *
     * @throws CorruptInput when it is of a type that is unknown here, or not as it should be
     */
    public static Value read(byte[] payload, EncodingLimits limits) throws CorruptInput {
        PayloadInput in = new PayloadInput(payload, 0, Footer.start(payload));
        return read(Type.of(in.octet()), in, limits);
    }

    /** The value of a type. */
    static Value read(Type type, PayloadInput in, EncodingLimits limits) throws CorruptInput {
        return switch (type) {
            case STRING -> StringForm.read(in);
            case LIST, LIST_ZIPLIST, LIST_QUICKLIST, LIST_QUICKLIST_2 ->
                    ListForms.read(type, in, limits);
            case SET, SET_INTSET, SET_LISTPACK -> SetForms.read(type, in, limits);
            case SORTED_SET, SORTED_SET_2, SORTED_SET_ZIPLIST, SORTED_SET_LISTPACK ->
                    SortedSetForms.read(type, in);
            case HASH, HASH_ZIPMAP, HASH_ZIPLIST, HASH_LISTPACK -> HashForms.read(type, in);
            case HASH_METADATA_BEFORE_RELEASE, HASH_METADATA ->
                    ExpiringHashForms.readFields(type, in);
            case HASH_LISTPACK_EX_BEFORE_RELEASE, HASH_LISTPACK_EX ->
                    ExpiringHashForms.readListpack(type, in);
            case STREAM, STREAM_2, STREAM_3 -> StreamForms.read(type, in);
        };
    }
}

package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.HashValue;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/**
 * Hashes as Redis 7.4 and later write them when fields have expired or could: field by field or as
 * a listpack, each with a time. Fields don't expire here, so what has a time is refused rather than
 * kept forever.
 */
final class ExpiringHashForms {

    private ExpiringHashForms() {}

    /** Of each field its time, relative to the earliest once that is told, its name, its value. */
    static HashValue readFields(Type type, PayloadInput in) throws CorruptInput {
        if (type == Type.HASH_METADATA) {
            in.littleEndian(Long.BYTES);
        }
        HashValue hash = new HashValue();
        for (long left = in.lengthOfSome(); left != 0; left--) {
            expectNoTime(in.length());
            HashForms.add(hash, in.string(), in.string());
        }
        return hash;
    }

    /** Of each field its name, its value, its time. */
    static HashValue readListpack(Type type, PayloadInput in) throws CorruptInput {
        if (type == Type.HASH_LISTPACK_EX) {
            in.littleEndian(Long.BYTES);
        }
        HashValue hash = new HashValue();
        Elements fields =
                new Elements() {
                    private byte[] name;
                    private byte[] value;

                    @Override
                    public void take(byte[] element) throws CorruptInput {
                        if (name == null) {
                            name = element;
                        } else if (value == null) {
                            value = element;
                        } else {
                            expectNoTime(time(element));
                            HashForms.add(hash, name, value);
                            name = null;
                            value = null;
                        }
                    }
                };
        int elements = ListpackReader.read(in.string(), fields);
        if (elements == 0 || elements % 3 != 0) {
            throw new CorruptInput("a hash whose fields aren't whole");
        }
        return hash;
    }

    private static long time(byte[] element) throws CorruptInput {
        if (!RedisNumbers.isLong(element)) {
            throw new CorruptInput("a time that is no number");
        }
        return RedisNumbers.parseLong(element, 0, element.length, ErrorReply.NOT_AN_INTEGER);
    }

    private static void expectNoTime(long time) throws CorruptInput {
        if (time != 0) {
            throw new CorruptInput("a field that expires");
        }
    }
}

package io.gridscript.keyspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digests of DEBUG DIGEST and DEBUG DIGEST-VALUE, the same as Redis computes for the same data
 * (computeDatasetDigest, xorObjectDigest). The order of keys and of what has no order in a value
 * makes no difference.
 */
public final class DatasetDigest {

    /** The number of a type in Redis. */
    static final int STRING = 0;

    static final int LIST = 1;
    static final int SET = 2;
    static final int SORTED_SET = 3;
    static final int HASH = 4;
    static final int STREAM = 6;

    private static final byte[] EXPIRES = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest sha1 = sha1();
    private final byte[] bytes = new byte[20];

    DatasetDigest() {}

    /** Of all keys of all databases, expired ones too, in hexadecimal digits. */
    public static String of(Keyspace keyspace) {
        DatasetDigest all = new DatasetDigest();
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.size() == 0) {
                continue;
            }
            all.mixNumber(i);
            for (Entry entry : database.entries()) {
                DatasetDigest one = new DatasetDigest();
                one.mix(entry.key);
                one.add(entry);
                all.xor(one);
            }
        }
        return all.toString();
    }

    /** Of the value of one key and whether it expires; of null zeros. */
    public static String ofValue(Entry entry) {
        DatasetDigest digest = new DatasetDigest();
        if (entry != null) {
            digest.add(entry);
        }
        return digest.toString();
    }

    private void add(Entry entry) {
        entry.value.addTo(this);
        if (entry.hasDeadline()) {
            sha1.update(EXPIRES);
            xor();
        }
    }

    /** Adds something whose place matters. */
    void mix(byte[] data) {
        mix(data, 0, data.length);
    }

    void mix(byte[] data, int from, int count) {
        sha1.update(data, from, count);
        xor();
        byte[] next = sha1.digest(bytes);
        System.arraycopy(next, 0, bytes, 0, bytes.length);
    }

    /** Adds a number whose place matters, as four bytes, the highest first. */
    void mixNumber(int number) {
        mix(
                new byte[] {
                    (byte) (number >>> 24),
                    (byte) (number >>> 16),
                    (byte) (number >>> 8),
                    (byte) number
                });
    }

    /** Adds one of several elements without an order. */
    void xor(DatasetDigest element) {
        sha1.update(element.bytes);
        xor();
    }

    /** Adds one of several elements without an order that are bytes alone. */
    void xor(byte[] element) {
        sha1.update(element);
        xor();
    }

    private void xor() {
        byte[] data = sha1.digest();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bytes[i] ^ data[i]);
        }
    }

    /** In hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}

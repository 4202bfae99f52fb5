package io.gridscript.keyspace;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;

/**
 * A digest of everything that the owner of a keyspace and its copies must have in common: keys in
 * their order, contents, encodings, deadlines, versions, the order of databases, the sequence. How
 * long ago a key was used is no part of it.
 */
public final class KeyspaceDigest {

    private static final int BUFFER_BYTES = 1 << 14;

    private final MessageDigest digest = DatasetDigest.sha1();
    private final WireOutput buffer = new WireOutput();

    private KeyspaceDigest() {}

    /**
     * The digest in hexadecimal digits, without the deletion marks: the first WATCH of an absent
     * key is known to copies with the next batch only.
     */
    public static String of(Keyspace keyspace) {
        KeyspaceDigest digest = new KeyspaceDigest();
        digest.add(keyspace);
        return digest.finish();
    }

    /** The digest in hexadecimal digits, with the deletion marks. */
    public static String withDeletionMarks(Keyspace keyspace) {
        KeyspaceDigest digest = new KeyspaceDigest();
        digest.add(keyspace);
        digest.add(keyspace.deletionMarks());
        return digest.finish();
    }

    private void add(Keyspace keyspace) {
        buffer.number(keyspace.effects().sequence());
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            buffer.number(database.number());
            buffer.number(database.versions().lastSwap());
            buffer.number(database.size());
            for (Entry entry : database.entries()) {
                add(entry);
            }
        }
    }

    private void add(Entry entry) {
        add(entry.key);
        buffer.number(entry.version);
        buffer.signed(entry.deadline);
        entry.value.writeHead(buffer);
        Iterator<byte[]> elements = entry.value.elements();
        while (elements.hasNext()) {
            add(elements.next());
        }
    }

    private void add(byte[] string) {
        buffer.number(string.length);
        if (buffer.length() + string.length > BUFFER_BYTES) {
            flush();
        }
        if (string.length > BUFFER_BYTES) {
            digest.update(string);
        } else {
            buffer.append(string, 0, string.length);
        }
    }

    private void add(DeletionMarks marks) {
        marks.writeState(buffer);
        marks.forEach(
                (database, key, sequence) -> {
                    buffer.number(database);
                    add(key);
                    buffer.number(sequence);
                });
    }

    private String finish() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.length());
        buffer.clear(Integer.MAX_VALUE);
    }
}

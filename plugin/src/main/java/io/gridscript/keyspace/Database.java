package io.gridscript.keyspace;

import io.gridscript.reply.ErrorReply;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One numbered database of a keyspace: keys, values and deadlines. A key whose deadline the frozen
 * clock has passed is removed by the first look at it.
 *
 * <p>Commands look keys up in three ways, as Redis's lookupKeyRead, its LOOKUP_NOTOUCH and
 * lookupKeyWrite: {@link #find(byte[])} to read, {@link #peek} to read without the key getting
 * younger, {@link #findForWrite(byte[])} to change.
 */
public final class Database {

    /** Random keys that are looked at while expired ones stay. */
    private static final int PAUSED_TRIES = 100;

    private Keyspace keyspace;
    private int number;
    private Storage storage = new Storage();
    private final KeyChanges changes = new KeyChanges(this);
    private final KeyVersions versions = new KeyVersions(this);

    /** The key that was looked up last, not to be changed, and its hash. */
    private byte[] recentKey = {};

    private int recentHash = KeyHash.of(recentKey);

    Database(Keyspace keyspace, int number) {
        this.keyspace = keyspace;
        this.number = number;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    void keyspace(Keyspace newOwner) {
        keyspace = newOwner;
    }

    public int number() {
        return number;
    }

    void number(int newNumber) {
        number = newNumber;
    }

    Storage storage() {
        return storage;
    }

    void storage(Storage other) {
        storage = other;
    }

    KeyChanges changes() {
        return changes;
    }

    /** Tells whether keys were changed: for WATCH. */
    public KeyVersions versions() {
        return versions;
    }

    /** Keys it holds, those included whose deadline has passed unnoticed. */
    public int size() {
        return storage.entries().size();
    }

    /** Buckets of the table of its keys. */
    public int buckets() {
        return storage.entries().buckets();
    }

    /** Keys with a deadline. */
    public int sizeWithDeadline() {
        return storage.deadlines().size();
    }

    /** Mean time to live of the keys with a deadline in milliseconds, estimated; 0 without such. */
    public long averageTimeToLive() {
        DeadlineQueue deadlines = storage.deadlines();
        return deadlines.size() == 0 ? 0 : Math.max(0, deadlines.meanDeadline() - keyspace.now());
    }

    /** An honest estimate of the heap that its keys and values take, in bytes. */
    public long sizeInBytes() {
        return storage.sizeInBytes();
    }

    /** {@link KeyHash#of} a key: commands and scripts name one key again and again. */
    private int hashOf(byte[] key) {
        if (!Arrays.equals(key, recentKey)) {
            recentHash = KeyHash.of(key);
            recentKey = key;
        }
        return recentHash;
    }

    /** The entry of a key to read it, or null; notes the access and counts a hit or a miss. */
    public Entry find(byte[] key) {
        return keyspace.accesses().lookedUp(peek(key));
    }

    /** The entry of a key, or null; counts a hit or a miss, but is no access. */
    public Entry peek(byte[] key) {
        Entry entry = inspect(key);
        if (entry == null) {
            notifyOf(KeyEvent.KEYMISS, key);
        }
        return entry;
    }

    /** As {@link #peek(byte[])}, but nobody is told of a miss: OBJECT. */
    public Entry inspect(byte[] key) {
        Entry entry = visible(key, hashOf(key));
        keyspace.statistics().lookedUp(entry != null);
        return entry;
    }

    /** Tells those who want to know what has happened to a key of this database. */
    public void notifyOf(KeyEvent event, byte[] key) {
        keyspace.events().happened(event, number, key);
    }

    /** As {@link #find(byte[])}, and an access even for a client in no-touch mode: TOUCH. */
    public Entry touch(byte[] key) {
        return keyspace.accesses().accessed(peek(key));
    }

    /** The entry of a key as it is stored, expired or not; nothing is noted or removed. */
    public Entry stored(byte[] key) {
        return stored(key, hashOf(key));
    }

    /** The entry of a key that has not expired, or null; nothing is noted or removed. */
    public Entry unexpired(byte[] key) {
        Entry entry = stored(key);
        return entry == null || entry.isExpired(keyspace.now()) ? null : entry;
    }

    Entry stored(byte[] key, int hash) {
        return storage.get(key, hash);
    }

    /** The entry of a key to change it, or null; notes the access. */
    public Entry findForWrite(byte[] key) {
        return keyspace.accesses().lookedUp(live(key, hashOf(key)));
    }

    /**
     * The value of a key to read it, or null.
     *
     * @throws ErrorReply WRONGTYPE when it is of another type
     */
    public <T extends Value> T find(byte[] key, Class<T> type) {
        return castOrNull(find(key), type);
    }

    /**
     * The value of a key to change it, or null.
     *
     * @throws ErrorReply WRONGTYPE when it is of another type
     */
    public <T extends Value> T findForWrite(byte[] key, Class<T> type) {
        return castOrNull(findForWrite(key), type);
    }

    /**
     * The value of an entry as that type.
     *
     * @throws ErrorReply WRONGTYPE when it is of another type
     */
    public static <T extends Value> T cast(Entry entry, Class<T> type) {
        if (!type.isInstance(entry.value)) {
            throw ErrorReply.WRONG_TYPE;
        }
        return type.cast(entry.value);
    }

    private static <T extends Value> T castOrNull(Entry entry, Class<T> type) {
        return entry == null ? null : cast(entry, type);
    }

    /** The entry of a key that has not expired, or null. */
    private Entry live(byte[] key, int hash) {
        Entry entry = storage.get(key, hash);
        if (entry != null && entry.isExpired(keyspace.now())) {
            keyspace.expiry().expire(entry);
            return null;
        }
        return entry;
    }

    /** As {@link #live}, but while expiry is paused what has expired stays, unseen. */
    Entry visible(byte[] key, int hash) {
        Entry entry = storage.get(key, hash);
        if (entry == null || !entry.isExpired(keyspace.now())) {
            return entry;
        }
        if (!keyspace.expiry().isPaused()) {
            keyspace.expiry().expire(entry);
        }
        return null;
    }

    /** Gives a key a value in place of whatever it held; it will not expire. */
    public Entry put(byte[] key, Value value) {
        return put(key, value, Entry.NO_DEADLINE);
    }

    /**
     * Gives a key a value and a deadline in place of whatever it held.
     *
     * @param key kept as it is: not to be changed by the caller afterwards
     * @param deadline Unix milliseconds, or {@link Entry#NO_DEADLINE}
     */
    public Entry put(byte[] key, Value value, long deadline) {
        int hash = hashOf(key);
        Entry entry = live(key, hash);
        if (entry == null) {
            return addNew(key, hash, value, deadline);
        }
        replace(entry, value, deadline);
        return entry;
    }

    /** As {@link #put(byte[], Value, long)}, where Redis removes the key first: RESTORE, COPY. */
    public Entry putAnew(byte[] key, Value value, long deadline) {
        int hash = hashOf(key);
        Entry entry = live(key, hash);
        if (entry == null) {
            return addNew(key, hash, value, deadline);
        }
        replace(entry, value, deadline);
        notifyOf(KeyEvent.NEW, key);
        return entry;
    }

    /** Gives a key a value and leaves its deadline. */
    public Entry putKeepingDeadline(byte[] key, Value value) {
        int hash = hashOf(key);
        Entry entry = live(key, hash);
        if (entry == null) {
            return addNew(key, hash, value, Entry.NO_DEADLINE);
        }
        replace(entry, value, entry.deadline);
        return entry;
    }

    /** Gives a key another value and leaves its deadline. */
    public void replace(Entry entry, Value value) {
        replace(entry, value, entry.deadline);
    }

    private Entry addNew(byte[] key, int hash, Value value, long deadline) {
        value.chooseEncoding(keyspace.encodingLimits());
        Entry entry = changes.add(key, hash, value, deadline);
        notifyOf(KeyEvent.NEW, key);
        return entry;
    }

    private void replace(Entry entry, Value value, long deadline) {
        value.chooseEncoding(keyspace.encodingLimits());
        changes.replace(entry, value, deadline);
    }

    /** Removes a key; false when it wasn't there. */
    public boolean remove(byte[] key) {
        Entry entry = live(key, hashOf(key));
        if (entry == null) {
            return false;
        }
        remove(entry);
        return true;
    }

    /** As {@link #remove(byte[])}, and tells of it as DEL does. */
    public boolean delete(byte[] key) {
        boolean wasThere = remove(key);
        if (wasThere) {
            notifyOf(KeyEvent.DEL, key);
        }
        return wasThere;
    }

    /** As {@link #remove(Entry)}, and tells of it as DEL does. */
    public void delete(Entry entry) {
        remove(entry);
        notifyOf(KeyEvent.DEL, entry.key);
    }

    /** Removes a key. */
    public void remove(Entry entry) {
        changes.remove(entry);
    }

    /**
     * Lets those who wait for a key look at it again, though it had a value before: for types of
     * which more is awaited than that they are there.
     */
    public void ready(byte[] key) {
        if (keyspace.awaited().size() > 0) {
            Entry entry = unexpired(key);
            keyspace.awaited().given(number, entry.key, entry.hash);
        }
    }

    /** Sets or, with {@link Entry#NO_DEADLINE}, takes away the deadline of a key. */
    public void deadline(Entry entry, long deadline) {
        changes.deadline(entry, deadline);
    }

    /**
     * Gives the value of a key and its deadline to another key, here or in another database, in
     * place of whatever that held: RENAME and MOVE.
     *
     * @param key kept as it is; not the same key of the same database
     */
    public Entry move(Entry source, Database target, byte[] key) {
        int hash = hashOf(key);
        Entry moved = changes.move(source, target, key, hash, target.live(key, hash));
        target.notifyOf(KeyEvent.NEW, key);
        return moved;
    }

    /**
     * Gives a copy of the value of a key and its deadline to another key, in place of whatever that
     * held.
     *
     * @param key kept as it is
     */
    public Entry copy(Entry source, Database target, byte[] key) {
        return target.putAnew(key, source.value.copy(), source.deadline);
    }

    /** Removes all keys, as FLUSHDB does, at once; tells how many there were. */
    public int clear() {
        return changes.clear();
    }

    /** A key, each as likely as any other, or null when there is none. */
    public Entry random() {
        Entry entry = storage.random(keyspace.random());
        int tries = 0;
        while (entry != null && entry.isExpired(keyspace.now())) {
            if (!keyspace.expiry().isPaused()) {
                keyspace.expiry().expire(entry);
            } else if (++tries == PAUSED_TRIES) {
                // As in Redis: perhaps nothing else is there.
                return entry;
            }
            entry = storage.random(keyspace.random());
        }
        return entry;
    }

    /**
     * One step through all keys, with the promise of {@link ByteMap#scan}. Keys that have expired
     * are visited too: ask {@link Expiry#expireIfDue} of those that are wanted.
     *
     * @param cursor 0 at first, then what the last call returned
     * @param visitor must not change the database
     * @return the next cursor, 0 when all keys have been visited
     */
    public long scan(long cursor, Consumer<? super Entry> visitor) {
        return storage.entries().scan(cursor, visitor);
    }

    /** Visits every key that has not expired. The visitor must not change the database. */
    public void forEach(Consumer<Entry> visitor) {
        long now = keyspace.now();
        for (Entry entry : storage.entries()) {
            if (!entry.isExpired(now)) {
                visitor.accept(entry);
            }
        }
    }

    /** All keys in the order in which they came, expired ones too. */
    public Iterable<Entry> entries() {
        return storage.entries();
    }
}

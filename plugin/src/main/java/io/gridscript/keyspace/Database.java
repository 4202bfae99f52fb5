package io.gridscript.keyspace;

import io.gridscript.reply.ErrorReply;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

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
    private ByteMap<Entry> entries = new ByteMap<>();
    private DeadlineQueue deadlines = new DeadlineQueue();
    private long sizeInBytes;

    /** Number of the effect that exchanged this database last, or 0. */
    private long lastSwap;

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

    long lastSwap() {
        return lastSwap;
    }

    void lastSwap(long sequence) {
        lastSwap = sequence;
    }

    /** Keys it holds, those included whose deadline has passed unnoticed. */
    public int size() {
        return entries.size();
    }

    /** Buckets of the table of its keys. */
    public int buckets() {
        return entries.buckets();
    }

    /** Keys with a deadline. */
    public int sizeWithDeadline() {
        return deadlines.size();
    }

    /** Mean time to live of the keys with a deadline in milliseconds, estimated; 0 without such. */
    public long averageTimeToLive() {
        return deadlines.size() == 0 ? 0 : Math.max(0, deadlines.meanDeadline() - keyspace.now());
    }

    /** An honest estimate of the heap that its keys and values take, in bytes. */
    public long sizeInBytes() {
        return sizeInBytes;
    }

    /** The earliest deadline, or {@link Entry#NO_DEADLINE}. */
    long nextDeadline() {
        Entry first = deadlines.first();
        return first == null ? Entry.NO_DEADLINE : first.deadline;
    }

    /** The entry of a key to read it, or null; notes the access and counts a hit or a miss. */
    public Entry find(byte[] key) {
        return lookedUp(peek(key));
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
        Entry entry = visible(key, KeyHash.of(key));
        keyspace.statistics().lookedUp(entry != null);
        return entry;
    }

    /** Tells those who want to know what has happened to a key of this database. */
    public void notifyOf(KeyEvent event, byte[] key) {
        keyspace.events().happened(event, number, key);
    }

    /** As {@link #find(byte[])}, and an access even for a client in no-touch mode: TOUCH. */
    public Entry touch(byte[] key) {
        return accessed(peek(key));
    }

    /** The entry of a key as it is stored, expired or not; nothing is noted or removed. */
    public Entry stored(byte[] key) {
        return stored(key, KeyHash.of(key));
    }

    /** The entry of a key that has not expired, or null; nothing is noted or removed. */
    public Entry unexpired(byte[] key) {
        Entry entry = stored(key);
        return entry == null || isExpired(entry) ? null : entry;
    }

    Entry stored(byte[] key, int hash) {
        return entries.get(key, hash);
    }

    /** The entry of a key to change it, or null; notes the access. */
    public Entry findForWrite(byte[] key) {
        return lookedUp(live(key, KeyHash.of(key)));
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

    private Entry lookedUp(Entry entry) {
        return keyspace.notesAccesses() ? accessed(entry) : entry;
    }

    private Entry accessed(Entry entry) {
        if (entry != null) {
            entry.accessed =
                    keyspace.evictionSettings().countsAccesses()
                            ? AccessFrequency.accessed(
                                    entry.accessed,
                                    keyspace.now(),
                                    keyspace.evictionSettings(),
                                    keyspace.random())
                            : (int) (keyspace.now() / 1000);
        }
        return entry;
    }

    /** The entry of a key that has not expired, or null. */
    private Entry live(byte[] key, int hash) {
        Entry entry = entries.get(key, hash);
        if (entry != null && isExpired(entry)) {
            expire(entry);
            return null;
        }
        return entry;
    }

    /** As {@link #live}, but while expiry is paused what has expired stays, unseen. */
    private Entry visible(byte[] key, int hash) {
        Entry entry = entries.get(key, hash);
        if (entry == null || !isExpired(entry)) {
            return entry;
        }
        if (!keyspace.isExpiryPaused()) {
            expire(entry);
        }
        return null;
    }

    /** As Redis's keyIsExpired has it: at its deadline a key is still there. */
    private boolean isExpired(Entry entry) {
        return entry.deadline != Entry.NO_DEADLINE && entry.deadline < keyspace.now();
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
        int hash = KeyHash.of(key);
        Entry entry = live(key, hash);
        if (entry == null) {
            return addNew(key, hash, value, deadline);
        }
        replace(entry, value, deadline);
        return entry;
    }

    /** As {@link #put(byte[], Value, long)}, where Redis removes the key first: RESTORE, COPY. */
    public Entry putAnew(byte[] key, Value value, long deadline) {
        int hash = KeyHash.of(key);
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
        int hash = KeyHash.of(key);
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
        Entry entry = add(key, hash, value, deadline);
        notifyOf(KeyEvent.NEW, key);
        return entry;
    }

    /** Adds a key that isn't there, its value with the encoding it has. */
    Entry add(byte[] key, int hash, Value value, long deadline) {
        Effects effects = keyspace.effects();
        Entry entry = new Entry(this, key, hash, value);
        entry.deadline = deadline;
        entry.accessed =
                keyspace.evictionSettings().countsAccesses()
                        ? AccessFrequency.of(AccessFrequency.INITIAL, keyspace.now())
                        : (int) (keyspace.now() / 1000);
        value.belongTo(entry);
        link(entry);
        if (effects.keeping()) {
            effects.add(new KeyEffects.Added(entry, number, value.frozen(), deadline));
        }
        entry.version = effects.next();
        return entry;
    }

    private void replace(Entry entry, Value value, long deadline) {
        value.chooseEncoding(keyspace.encodingLimits());
        replaceAs(entry, value, deadline);
    }

    /** Gives a key a value with the encoding it has. */
    void replaceAs(Entry entry, Value value, long deadline) {
        Effects effects = keyspace.effects();
        effects.changing(entry);
        value.belongTo(entry);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Replaced(
                            entry,
                            number,
                            entry.value,
                            entry.deadline,
                            entry.version,
                            value.frozen(),
                            deadline));
        }
        exchange(entry, value);
        keyspace.awaited().given(number, entry.key, entry.hash);
        place(entry, deadline);
        accessed(entry);
        entry.version = effects.next();
    }

    /** Removes a key; false when it wasn't there. */
    public boolean remove(byte[] key) {
        Entry entry = live(key, KeyHash.of(key));
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
        remove(entry, keyspace.effects().sequence() + 1, false);
    }

    /**
     * Removes a key whose deadline has passed. For whoever watched it as absent, because it had
     * passed then already, that is no change: the mark only tells of what happened to it before.
     */
    private void expire(Entry entry) {
        keyspace.statistics().expired(1);
        removeExpired(entry);
        notifyOf(KeyEvent.EXPIRED, entry.key);
        Propagation propagation = keyspace.propagation();
        if (propagation != null) {
            propagation.expired(number, entry.key);
        }
    }

    /** Removes a key to make room. */
    void evict(Entry entry) {
        keyspace.statistics().evicted();
        remove(entry);
        notifyOf(KeyEvent.EVICTED, entry.key);
        Propagation propagation = keyspace.propagation();
        if (propagation != null) {
            propagation.evicted(number, entry.key);
        }
    }

    /** Removes a key for which a look at the clock has been taken already, maybe elsewhere. */
    void removeExpired(Entry entry) {
        remove(entry, entry.version, true);
    }

    private void remove(Entry entry, long mark, boolean expired) {
        Effects effects = keyspace.effects();
        unlink(entry);
        long formerMark = mark(number, entry.key, mark);
        if (effects.keeping()) {
            effects.add(new KeyEffects.Removed(entry, number, formerMark, expired));
        }
        effects.next();
        keyspace.awaited().gone(number, entry.key, entry.hash);
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
        Effects effects = keyspace.effects();
        effects.changing(entry);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.DeadlineChanged(
                            entry, number, entry.version, entry.deadline, deadline));
        }
        place(entry, deadline);
        entry.version = effects.next();
    }

    /**
     * Gives the value of a key and its deadline to another key, here or in another database, in
     * place of whatever that held: RENAME and MOVE.
     *
     * @param key kept as it is; not the same key of the same database
     */
    public Entry move(Entry source, Database target, byte[] key) {
        int hash = KeyHash.of(key);
        Entry moved = move(source, target, key, hash, target.live(key, hash));
        target.notifyOf(KeyEvent.NEW, key);
        return moved;
    }

    /** As {@link #move(Entry, Database, byte[])}, in place of what the other key holds, or null. */
    Entry move(Entry source, Database target, byte[] key, int hash, Entry former) {
        Effects effects = keyspace.effects();
        effects.changing(source);
        unlink(source);
        if (former != null) {
            target.unlink(former);
        }
        Entry moved = new Entry(target, key, hash, source.value);
        moved.deadline = source.deadline;
        moved.accessed = source.accessed;
        moved.value.belongTo(moved);
        target.link(moved);
        long formerMark = mark(number, source.key, effects.sequence() + 1);
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Moved(source, number, formerMark, moved, target.number, former));
        }
        moved.version = effects.next();
        keyspace.awaited().gone(number, source.key, source.hash);
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
        int removed = entries.size();
        if (removed == 0) {
            return 0;
        }
        Effects effects = keyspace.effects();
        DeletionMarks marks = keyspace.deletionMarks();
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Cleared(
                            this, number, entries, deadlines, sizeInBytes, marks.save()));
        }
        long sequence = effects.next();
        marks.expect(removed, keyspace.now());
        if (marks.isRecording()) {
            markAll(number, sequence);
        }
        contents(new ByteMap<>(), new DeadlineQueue(), 0);
        keyspace.awaited().replaced(this);
        return removed;
    }

    /**
     * Removes keys whose deadline has passed, the earliest first.
     *
     * @param limit removes so many at most
     * @return how many it removed
     */
    public int expireDue(int limit) {
        int removed = 0;
        Entry first = deadlines.first();
        while (removed < limit && first != null && isExpired(first)) {
            expire(first);
            removed++;
            first = deadlines.first();
        }
        return removed;
    }

    /** A key, each as likely as any other, or null when there is none. */
    public Entry random() {
        Entry entry = entries.random(keyspace.random());
        int tries = 0;
        while (entry != null && isExpired(entry)) {
            if (!keyspace.isExpiryPaused()) {
                expire(entry);
            } else if (++tries == PAUSED_TRIES) {
                // As in Redis: perhaps nothing else is there.
                return entry;
            }
            entry = entries.random(keyspace.random());
        }
        return entry;
    }

    /** A key, each as likely as any other, expired or not, or null when there is none. */
    Entry randomStored(RandomGenerator random) {
        return entries.random(random);
    }

    /**
     * One step through all keys, with the promise of {@link ByteMap#scan}. Keys that have expired
     * are visited too: ask {@link #expireIfDue} of those that are wanted.
     *
     * @param cursor 0 at first, then what the last call returned
     * @param visitor must not change the database
     * @return the next cursor, 0 when all keys have been visited
     */
    public long scan(long cursor, Consumer<? super Entry> visitor) {
        return entries.scan(cursor, visitor);
    }

    /** Removes a key if its deadline has passed, unless that is paused; whether it had. */
    public boolean expireIfDue(Entry entry) {
        boolean due = isExpired(entry);
        if (due && !keyspace.isExpiryPaused()) {
            expire(entry);
        }
        return due;
    }

    /** Visits every key that has not expired. The visitor must not change the database. */
    public void forEach(Consumer<Entry> visitor) {
        for (Entry entry : entries) {
            if (!isExpired(entry)) {
                visitor.accept(entry);
            }
        }
    }

    /** What {@link #isUnchanged} takes to tell later whether a key was changed since: for WATCH. */
    public long versionOf(byte[] key) {
        Entry entry = visible(key, KeyHash.of(key));
        long sequence = keyspace.effects().sequence();
        if (entry != null) {
            return sequence;
        }
        keyspace.deletionMarks().watched(sequence, keyspace.now());
        return ~sequence;
    }

    /**
     * Whether nothing happened to a key since {@link #versionOf} was asked, as WATCH means it: no
     * change, removal, expiry, and no exchange of databases that took or brought it. A key that was
     * absent must have been so all the time. When in doubt, because too much was removed or too
     * much time has passed, it says no.
     */
    public boolean isUnchanged(byte[] key, long watchedVersion) {
        Entry entry = visible(key, KeyHash.of(key));
        if (watchedVersion >= 0) {
            return entry != null && entry.version <= watchedVersion && lastSwap <= watchedVersion;
        }
        long sequence = keyspace.effects().sequence();
        return entry == null
                && keyspace.deletionMarks().absentSince(number, key, ~watchedVersion, sequence);
    }

    /**
     * Whether nothing happened to a key since the keyspace had made so many effects, for a WATCH
     * that couldn't ask {@link #versionOf}. When in doubt it says no.
     *
     * @param sequence of {@link Effects#sequence()}
     */
    public boolean isUnchangedSince(byte[] key, long sequence) {
        return isUnchanged(key, visible(key, KeyHash.of(key)) != null ? sequence : ~sequence);
    }

    private long mark(int database, byte[] key, long sequence) {
        return keyspace.deletionMarks().mark(database, key, sequence, keyspace.now());
    }

    /** Marks all keys that have not expired as changed under that number of a database. */
    void markAll(int database, long sequence) {
        for (Entry entry : entries) {
            mark(database, entry.key, isExpired(entry) ? entry.version : sequence);
        }
    }

    /** Puts an entry behind all others. */
    private void link(Entry entry) {
        entries.add(entry);
        linked(entry);
        keyspace.awaited().given(number, entry.key, entry.hash);
    }

    /** Puts an entry back where it was when it was taken out. */
    void restore(Entry entry) {
        entry.value.belongTo(entry);
        entries.restore(entry);
        linked(entry);
    }

    private void linked(Entry entry) {
        sizeInBytes += entry.sizeInBytes();
        if (entry.hasDeadline()) {
            deadlines.add(entry);
        }
    }

    void unlink(Entry entry) {
        entries.remove(entry);
        sizeInBytes -= entry.sizeInBytes();
        deadlines.remove(entry);
    }

    void exchange(Entry entry, Value value) {
        sizeInBytes += value.sizeInBytes() - entry.value.sizeInBytes();
        entry.value = value;
    }

    void place(Entry entry, long deadline) {
        boolean placed = entry.hasDeadline();
        entry.deadline = deadline;
        if (!entry.hasDeadline()) {
            deadlines.remove(entry);
        } else if (placed) {
            deadlines.moved(entry);
        } else {
            deadlines.add(entry);
        }
    }

    void grown(long bytes) {
        sizeInBytes += bytes;
    }

    /** All keys in the order in which they came, expired ones too. */
    public Iterable<Entry> entries() {
        return entries;
    }

    /** Takes over a key of which this is a copy, without an effect. */
    void adopt(Entry entry) {
        entry.value.belongTo(entry);
        link(entry);
    }

    DeadlineQueue deadlines() {
        return deadlines;
    }

    void contents(ByteMap<Entry> newEntries, DeadlineQueue newDeadlines, long newSizeInBytes) {
        entries = newEntries;
        deadlines = newDeadlines;
        sizeInBytes = newSizeInBytes;
    }
}

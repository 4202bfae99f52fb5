package io.gridscript.keyspace;

import io.gridscript.reply.RedisNumbers;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * All data of one partition: its numbered databases, their common clock and their effects. Used by
 * one thread at a time, the holder.
 */
public final class Keyspace {

    /** Scratch for the digits of a number on their way into a reply. */
    final byte[] digits = new byte[RedisNumbers.MAX_LONG_LENGTH];

    private final Database[] databases;
    private final Effects effects = new Effects();
    private final EncodingLimits encodingLimits;
    private final KeyspaceStatistics statistics = new KeyspaceStatistics();
    private final History history = new History();
    private final AwaitedKeys awaited;
    private final KeyEvents events = new KeyEvents();
    private final RandomGenerator random = new SplittableRandom();
    private final Expiry expiry = new Expiry(this);
    private final EvictionSettings evictionSettings = new EvictionSettings();
    private final KeyAccesses accesses = new KeyAccesses(this, evictionSettings);
    private final Eviction eviction = new Eviction(this, evictionSettings);
    private final Outbox outbox = new Outbox();
    private DeletionMarks deletionMarks;
    private long now;
    private Predicate<Keyspace> room = keyspace -> false;
    private boolean complete = true;
    private Propagation propagation;
    private UUID clientHome;
    private long client;

    /**
     * @param databases how many it has
     * @param encodingLimits up to where values keep their compact encodings
     */
    public Keyspace(int databases, EncodingLimits encodingLimits) {
        this.encodingLimits = encodingLimits;
        this.databases = new Database[databases];
        deletionMarks = new DeletionMarks(databases);
        awaited = new AwaitedKeys(databases);
        for (int i = 0; i < databases; i++) {
            this.databases[i] = new Database(this, i);
        }
    }

    /** How many databases it has; their numbers begin with 0. */
    public int databases() {
        return databases.length;
    }

    /** The database that has that number now; after {@link #swap} it is another one. */
    public Database database(int number) {
        return databases[number];
    }

    public Effects effects() {
        return effects;
    }

    /**
     * Whether it has all that belongs to it. A copy hasn't while a snapshot is being read into it
     * and after a fault on the way, until another snapshot is.
     */
    public boolean isComplete() {
        return complete;
    }

    void incomplete() {
        complete = false;
    }

    void complete() {
        complete = true;
    }

    History history() {
        return history;
    }

    /**
     * Becomes the copy that another keyspace is, which is of no use afterwards: so a copy is there
     * while its successor is being made.
     */
    public void become(Keyspace made) {
        effects.replaced();
        for (int i = 0; i < databases.length; i++) {
            databases[i] = made.databases[i];
            databases[i].keyspace(this);
        }
        deletionMarks = made.deletionMarks;
        eviction.forgetCandidates();
        effects.forget();
        effects.sequence(made.effects.sequence());
        history.reset(made.effects.sequence(), made.history.digest());
        now = made.now;
        complete = made.complete;
    }

    /** Empties it, without effects: it is as new. */
    public void forgetEverything() {
        reset();
        history.reset(0, 0);
        complete = true;
    }

    /** Empties it, without effects, for a snapshot to come. */
    void reset() {
        effects.replaced();
        for (Database database : databases) {
            database.storage(new Storage());
            database.versions().lastSwap(0);
        }
        deletionMarks.end();
        effects.forget();
        effects.sequence(0);
    }

    public EncodingLimits encodingLimits() {
        return encodingLimits;
    }

    public KeyspaceStatistics statistics() {
        return statistics;
    }

    /**
     * Counts what copies must know beside effects: each time that a WATCH of an absent key begins
     * the recording of deletions.
     */
    public long watchesBegun() {
        return deletionMarks.begun();
    }

    /** The keys that blocked clients wait for. */
    public AwaitedKeys awaited() {
        return awaited;
    }

    /** Where replicas that follow are told of changes; null while none does. */
    public Propagation propagation() {
        return propagation;
    }

    /** Replicas follow from now on, or, with null, none does. */
    public void propagation(Propagation told) {
        propagation = told;
    }

    /** What happens to keys, for those who want to be told. */
    public KeyEvents events() {
        return events;
    }

    /**
     * Says for which connection a unit runs.
     *
     * @param home the member that the connection is on; null for this one
     * @param connection its number there; 0 for none
     */
    public void runsFor(UUID home, long connection) {
        clientHome = home;
        client = connection;
    }

    /** The member of the connection for which the unit in progress runs; null for this one. */
    public UUID clientHome() {
        return clientHome;
    }

    /** The number of that connection there, or 0. */
    public long client() {
        return client;
    }

    /** What leaves when the unit in progress has ended and is committed. */
    public Outbox outbox() {
        return outbox;
    }

    /** What is to be told of it now. */
    public KeyspaceFigures figures() {
        return KeyspaceFigures.of(this);
    }

    /** Where random choices come from. */
    public RandomGenerator random() {
        return random;
    }

    /** The frozen clock: Unix time in milliseconds, the same during one command, script or EXEC. */
    public long now() {
        return now;
    }

    /** Sets the clock, at the start of a command, script or EXEC. */
    public void now(long unixMillis) {
        now = unixMillis;
    }

    public KeyAccesses accesses() {
        return accesses;
    }

    public Expiry expiry() {
        return expiry;
    }

    /**
     * Takes note that a change may be half made, as a fault came in its middle: copies, whose
     * effects say that it was made, get all that there is instead, as if they had another history.
     */
    public void doubt() {
        effects.countKept();
        long other = History.next(history.digest(), effects.sequence(), random.nextInt());
        history.reset(effects.sequence(), other);
    }

    /** Which keys are evicted, and how they are found. */
    public EvictionSettings evictionSettings() {
        return evictionSettings;
    }

    public Eviction eviction() {
        return eviction;
    }

    /**
     * Says who looks after memory.
     *
     * @param maker evicts keys if need be; says whether memory is short nevertheless
     */
    public void roomMadeBy(Predicate<Keyspace> maker) {
        room = maker;
    }

    /**
     * Makes room if memory is short, before a unit runs.
     *
     * @return whether it is short nevertheless: what takes more is to be refused
     */
    public boolean makeRoom() {
        return room.test(this);
    }

    /** Begins a run that may be taken back. */
    public Checkpoint checkpoint() {
        return new Checkpoint(this);
    }

    /** An honest estimate of the heap that all keys and values take, in bytes. */
    public long sizeInBytes() {
        long size = 0;
        for (Database database : databases) {
            size += database.sizeInBytes();
        }
        return size;
    }

    /** Removes all keys of all databases, as FLUSHALL does; tells how many there were. */
    public long clear() {
        long removed = 0;
        for (Database database : databases) {
            removed += database.clear();
        }
        return removed;
    }

    /** Exchanges two databases, as SWAPDB does. */
    public void swap(int one, int other) {
        if (one == other) {
            return;
        }
        Database first = databases[one];
        Database second = databases[other];
        DeletionMarks.Saved formerMarks = effects.keeping() ? deletionMarks.save() : null;
        if (effects.keeping()) {
            effects.add(
                    new KeyEffects.Swapped(
                            this,
                            one,
                            other,
                            first.versions().lastSwap(),
                            second.versions().lastSwap(),
                            formerMarks));
        }
        long sequence = effects.next();
        markSwapped(first, second, sequence);
        exchange(one, other);
        first.versions().lastSwap(sequence);
        second.versions().lastSwap(sequence);
    }

    /** Whoever watches an absent key of either database that the other has, sees it change. */
    private void markSwapped(Database first, Database second, long sequence) {
        deletionMarks.expect(2L * (first.size() + second.size()), now);
        for (Database each : new Database[] {first, second}) {
            deletionMarks.markAll(first.number(), each.storage(), sequence, now);
            deletionMarks.markAll(second.number(), each.storage(), sequence, now);
        }
    }

    void exchange(int one, int other) {
        Database first = databases[one];
        Database second = databases[other];
        databases[one] = second;
        databases[other] = first;
        second.number(one);
        first.number(other);
        awaited.replaced(first);
        awaited.replaced(second);
    }

    DeletionMarks deletionMarks() {
        return deletionMarks;
    }
}

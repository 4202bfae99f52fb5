package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridscript.reply.Ascii;
import java.util.Random;

/** Changes a keyspace at random through every method that changes one. */
final class RandomChanges {

    private static final int KEYS = 12;

    private final Random random;
    private final Keyspace keyspace;
    private final RandomListChanges lists;

    RandomChanges(Random random, Keyspace keyspace) {
        this.random = random;
        this.keyspace = keyspace;
        lists = new RandomListChanges(random);
    }

    /** The keys it may change. */
    static byte[][] keys() {
        byte[][] keys = new byte[KEYS][];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = Ascii.bytes("key" + i);
        }
        return keys;
    }

    Database database() {
        return keyspace.database(random.nextInt(keyspace.databases()));
    }

    /** Makes changes of all kinds; now and then the clock goes on. */
    void make(int times) {
        for (int i = 0; i < times; i++) {
            if (random.nextInt(5) == 0) {
                keyspace.now(keyspace.now() + random.nextInt(40));
            }
            change();
        }
    }

    /** Makes changes of all kinds at one time, as a run does. */
    void makeAtOneTime(int times) {
        for (int i = 0; i < times; i++) {
            change();
        }
    }

    private void change() {
        Database database = database();
        byte[] key = key();
        Entry entry = database.findForWrite(key);
        int choice = random.nextInt(100);
        if (choice < 3) {
            rare(database);
        } else if (choice < 20) {
            database.put(key, value(), deadline());
        } else if (choice < 25) {
            database.putKeepingDeadline(key, value());
        } else if (choice < 32) {
            database.remove(key);
        } else if (entry != null) {
            change(database, entry, choice);
        }
    }

    private void rare(Database database) {
        switch (random.nextInt(6)) {
            case 0 -> database.clear();
            case 1 ->
                    keyspace.swap(
                            random.nextInt(keyspace.databases()),
                            random.nextInt(keyspace.databases()));
            case 2 -> keyspace.expiry().expireDue(random.nextInt(5));
            case 3 -> database.random();
            case 4 -> keyspace.swap(0, 1);
            default -> database.versions().isUnchanged(key(), random.nextInt(1000));
        }
    }

    private void change(Database database, Entry entry, int choice) {
        if (choice < 40) {
            database.deadline(entry, deadline());
        } else if (choice < 46) {
            Database target = database();
            byte[] key = key();
            if (target != database || !Ascii.string(key).equals(Ascii.string(entry.key()))) {
                database.move(entry, target, key);
            }
        } else if (choice < 50) {
            database.copy(entry, database(), key());
        } else if (choice < 53) {
            database.replace(entry, value());
        } else if (entry.value() instanceof StringValue string) {
            changeString(string);
        } else if (entry.value() instanceof ListValue list) {
            lists.change(list);
        } else if (entry.value() instanceof SetValue set) {
            changeSet(set);
        } else if (entry.value() instanceof SortedSetValue set) {
            changeSortedSet(set);
        } else {
            changeHash((HashValue) entry.value());
        }
    }

    private void changeString(StringValue string) {
        switch (random.nextInt(4)) {
            case 0 -> string.append(bytes(30));
            case 1 -> string.setRange(random.nextInt(60), bytes(10));
            case 2 -> string.set(random.nextLong());
            default -> assertEquals(string.length(), string.bytes().length);
        }
    }

    private void changeHash(HashValue hash) {
        byte[] field = {(byte) ('a' + random.nextInt(10))};
        if (random.nextInt(3) == 0) {
            hash.remove(field);
        } else {
            hash.put(field, bytes(15));
        }
    }

    /** Mostly integers, so that some sets have nothing else for a while. */
    private void changeSet(SetValue set) {
        byte[] member = Ascii.bytes((random.nextInt(8) == 0 ? "x" : "") + random.nextInt(10));
        if (random.nextInt(3) == 0) {
            set.remove(member);
        } else {
            set.add(member, 1 + random.nextInt(5));
        }
    }

    private SortedSetValue sortedSet() {
        SortedSetValue set = new SortedSetValue();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changeSortedSet(set);
        }
        return set;
    }

    private void changeSortedSet(SortedSetValue set) {
        byte[] member = {(byte) ('a' + random.nextInt(10))};
        switch (random.nextInt(4)) {
            case 0 -> set.remove(member);
            case 1 -> set.put(bytes(15), random.nextInt(4));
            default -> set.put(member, random.nextInt(10) == 0 ? -0.0 : random.nextInt(5) - 2);
        }
    }

    byte[] key() {
        return Ascii.bytes("key" + random.nextInt(KEYS));
    }

    private Value value() {
        int choice = random.nextInt(5);
        if (choice == 0) {
            return new StringValue(random.nextInt(1000));
        }
        if (choice == 4) {
            return random.nextBoolean() ? set() : sortedSet();
        }
        if (choice < 3) {
            return new StringValue(bytes(60));
        }
        if (random.nextBoolean()) {
            return lists.list();
        }
        HashValue hash = new HashValue();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changeHash(hash);
        }
        return hash;
    }

    private SetValue set() {
        EncodingLimits limits = keyspace.encodingLimits();
        SetValue set =
                random.nextBoolean() ? SetValue.ofIntegers(limits) : SetValue.inOrder(limits);
        for (int i = random.nextInt(4); i >= 0; i--) {
            changeSet(set);
        }
        return set;
    }

    private long deadline() {
        return random.nextInt(3) == 0
                ? Entry.NO_DEADLINE
                : keyspace.now() - 20 + random.nextInt(200);
    }

    private byte[] bytes(int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}

package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a keyspace, undoing its effects brings back exactly what was there. */
class UndoTest {

    private static final int ROUNDS = 6000;
    private static final int KEYS = 12;
    private static final int DATABASES = 3;

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(DATABASES, limits);
    private final Effects effects = keyspace.effects();

    @Test
    void everyMutatorIsInvertible() {
        long seed = Long.getLong("gridscript.seed", System.nanoTime());
        Random random = new Random(seed);
        limits.hashMaxListpackEntries(6);
        limits.hashMaxListpackValue(12);
        keyspace.now(1_700_000_000_000L);
        for (int round = 0; round < ROUNDS; round++) {
            String context = "seed " + seed + ", round " + round;
            mutate(random, random.nextInt(8));
            // WATCH is no effect: it never comes in a run with others.
            keyspace.database(random.nextInt(DATABASES)).versionOf(key(random));
            String before = digest();
            effects.keep();
            mutate(random, 1 + random.nextInt(40));
            effects.undo();
            effects.forget();
            assertEquals(before, digest(), context);
            for (int i = 0; i < DATABASES; i++) {
                assertSound(keyspace.database(i), context);
            }
        }
    }

    @Test
    void undoneEffectsGiveTheirNumbersBack() {
        keyspace.database(0).put(Ascii.bytes("a"), new StringValue(1));
        effects.keep();
        keyspace.database(0).put(Ascii.bytes("a"), new StringValue(2));
        keyspace.database(0).remove(Ascii.bytes("a"));
        assertEquals(3, effects.sequence());
        assertEquals(2, effects.kept().size());
        effects.undo();
        assertEquals(1, effects.sequence());
        assertEquals(0, effects.kept().size());
    }

    @Test
    void effectsAreOnlyCountedUnlessTheyAreKept() {
        keyspace.database(0).put(Ascii.bytes("a"), new StringValue(1));
        assertEquals(1, effects.sequence());
        assertEquals(0, effects.kept().size());
    }

    private void mutate(Random random, int times) {
        for (int i = 0; i < times; i++) {
            if (random.nextInt(5) == 0) {
                keyspace.now(keyspace.now() + random.nextInt(40));
            }
            mutate(random);
        }
    }

    private void mutate(Random random) {
        Database database = keyspace.database(random.nextInt(DATABASES));
        byte[] key = key(random);
        Entry entry = database.findForWrite(key);
        int choice = random.nextInt(100);
        if (choice < 3) {
            rare(random, database);
        } else if (choice < 20) {
            database.put(key, value(random), deadline(random));
        } else if (choice < 25) {
            database.putKeepingDeadline(key, value(random));
        } else if (choice < 32) {
            database.remove(key);
        } else if (entry != null) {
            change(random, database, entry, choice);
        }
    }

    private void rare(Random random, Database database) {
        switch (random.nextInt(6)) {
            case 0 -> database.clear();
            case 1 -> keyspace.swap(random.nextInt(DATABASES), random.nextInt(DATABASES));
            case 2 -> keyspace.expireDue(random.nextInt(5));
            case 3 -> database.random();
            case 4 -> keyspace.swap(0, 1);
            default -> database.isUnchanged(key(random), random.nextInt(1000));
        }
    }

    private void change(Random random, Database database, Entry entry, int choice) {
        if (choice < 40) {
            database.deadline(entry, deadline(random));
        } else if (choice < 46) {
            Database target = keyspace.database(random.nextInt(DATABASES));
            byte[] key = key(random);
            if (target != database || !Ascii.string(key).equals(Ascii.string(entry.key()))) {
                database.move(entry, target, key);
            }
        } else if (choice < 50) {
            database.copy(entry, keyspace.database(random.nextInt(DATABASES)), key(random));
        } else if (choice < 53) {
            database.replace(entry, value(random));
        } else if (entry.value() instanceof StringValue string) {
            changeString(random, string);
        } else {
            changeHash(random, (HashValue) entry.value());
        }
    }

    private static void changeString(Random random, StringValue string) {
        switch (random.nextInt(4)) {
            case 0 -> string.append(bytes(random, 30));
            case 1 -> string.setRange(random.nextInt(60), bytes(random, 10));
            case 2 -> string.set(random.nextLong());
            default -> assertEquals(string.length(), string.bytes().length);
        }
    }

    private static void changeHash(Random random, HashValue hash) {
        byte[] field = {(byte) ('a' + random.nextInt(10))};
        if (random.nextInt(3) == 0) {
            hash.remove(field);
        } else {
            hash.put(field, bytes(random, 15));
        }
    }

    private static byte[] key(Random random) {
        return Ascii.bytes("key" + random.nextInt(KEYS));
    }

    private static Value value(Random random) {
        int choice = random.nextInt(4);
        if (choice == 0) {
            return new StringValue(random.nextInt(1000));
        }
        if (choice < 3) {
            return new StringValue(bytes(random, 60));
        }
        HashValue hash = new HashValue();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changeHash(random, hash);
        }
        return hash;
    }

    private long deadline(Random random) {
        return random.nextInt(3) == 0
                ? Entry.NO_DEADLINE
                : keyspace.now() - 20 + random.nextInt(200);
    }

    private static byte[] bytes(Random random, int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String digest() {
        StringBuilder digest = new StringBuilder();
        digest.append("sequence ").append(effects.sequence());
        digest.append(" expired ").append(keyspace.statistics().expiredKeys());
        digest.append(" marks ").append(keyspace.deletionMarks().digest()).append('\n');
        for (int i = 0; i < DATABASES; i++) {
            Database database = keyspace.database(i);
            digest.append("database ").append(System.identityHashCode(database));
            digest.append(' ').append(database.number()).append(' ').append(database.lastSwap());
            digest.append(' ').append(database.sizeInBytes()).append('\n');
            for (Entry entry : database.entries()) {
                digest.append(Ascii.string(entry.key)).append(' ').append(entry.version);
                digest.append(' ').append(entry.deadline).append(' ').append(entry.sizeInBytes());
                digest.append(' ').append(contents(entry.value)).append('\n');
            }
        }
        return digest.toString();
    }

    private static String contents(Value value) {
        StringBuilder contents = new StringBuilder();
        contents.append(System.identityHashCode(value)).append(' ').append(value.encoding());
        if (value instanceof StringValue string) {
            StringValue copy = string.copy();
            return contents.append(' ').append(Ascii.string(copy.bytes())).toString();
        }
        for (HashField field : (HashValue) value) {
            contents.append(' ').append(Ascii.string(field.name()));
            contents.append('=').append(Ascii.string(field.value()));
        }
        return contents.toString();
    }

    private static void assertSound(Database database, String context) {
        long bytes = 0;
        List<Entry> withDeadline = new ArrayList<>();
        for (Entry entry : database.entries()) {
            bytes += entry.sizeInBytes();
            assertEquals(database, entry.database, context);
            assertEquals(entry, entry.value.entry(), context);
            assertEquals(entry.hasDeadline(), entry.deadlinePlace >= 0, context);
            if (entry.hasDeadline()) {
                withDeadline.add(entry);
            }
        }
        assertEquals(bytes, database.sizeInBytes(), context);
        assertEquals(withDeadline.size(), database.sizeWithDeadline(), context);
        assertTrue(database.deadlines().isInOrder(), context);
    }
}

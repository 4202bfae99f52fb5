package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a keyspace, undoing its effects brings back exactly what was there. */
class UndoTest {

    private static final int ROUNDS = 6000;
    private static final int DATABASES = 3;

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(DATABASES, limits);
    private final Effects effects = keyspace.effects();

    @Test
    void everyMutatorIsInvertible() {
        long seed = Seed.get();
        Random random = new Random(seed);
        limits.hashMaxListpackEntries(6);
        limits.hashMaxListpackValue(12);
        limits.listMaxListpackSize(6);
        limits.setMaxIntsetEntries(6);
        limits.setMaxListpackEntries(6);
        limits.zsetMaxListpackEntries(6);
        limits.zsetMaxListpackValue(12);
        keyspace.now(1_700_000_000_000L);
        RandomChanges changes = new RandomChanges(random, keyspace);
        for (int round = 0; round < ROUNDS; round++) {
            String context = "seed " + seed + ", round " + round;
            changes.make(random.nextInt(8));
            // WATCH is no effect: it never comes in a run with others.
            changes.database().versions().of(changes.key());
            String before = digest();
            effects.keep();
            changes.make(1 + random.nextInt(40));
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

    private String digest() {
        StringBuilder digest = new StringBuilder();
        digest.append("sequence ").append(effects.sequence());
        digest.append(" expired ").append(keyspace.statistics().expiredKeys());
        digest.append(" marks ").append(keyspace.deletionMarks().digest()).append('\n');
        for (int i = 0; i < DATABASES; i++) {
            Database database = keyspace.database(i);
            digest.append("database ").append(System.identityHashCode(database));
            digest.append(' ')
                    .append(database.number())
                    .append(' ')
                    .append(database.versions().lastSwap());
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
        if (value instanceof ListValue list) {
            for (int i = 0; i < list.size(); i++) {
                contents.append(' ').append(Ascii.string(list.get(i)));
            }
            return contents.toString();
        }
        if (value instanceof SetValue set) {
            set.forEach(member -> contents.append(' ').append(Ascii.string(member)));
            return contents.toString();
        }
        if (value instanceof SortedSetValue set) {
            set.forEach(
                    member -> {
                        contents.append(' ').append(Ascii.string(member.name()));
                        contents.append('=').append(member.score());
                    });
            return contents.toString();
        }
        for (HashField field : (HashValue) value) {
            contents.append(' ').append(Ascii.string(field.name()));
            contents.append('=').append(Ascii.string(field.value()));
        }
        return contents.toString();
    }

    static void assertSound(Database database, String context) {
        long bytes = 0;
        List<Entry> withDeadline = new ArrayList<>();
        for (Entry entry : database.entries()) {
            bytes += entry.sizeInBytes();
            assertEquals(database, entry.database, context);
            assertEquals(entry, entry.value.entry(), context);
            if (entry.value instanceof SortedSetValue set) {
                assertTrue(set.isSound(), context);
            }
            assertEquals(entry.hasDeadline(), entry.deadlinePlace >= 0, context);
            if (entry.hasDeadline()) {
                withDeadline.add(entry);
            }
        }
        assertEquals(bytes, database.sizeInBytes(), context);
        assertEquals(withDeadline.size(), database.sizeWithDeadline(), context);
        assertTrue(database.storage().deadlines().isInOrder(), context);
    }
}

package io.gridscript.keyspace;

/**
 * The effects on whole keys and databases. Each carries the number that its database had and,
 * beside what undoes it here, what makes it again elsewhere: contents are frozen, because values
 * change later.
 */
final class KeyEffects {

    private KeyEffects() {}

    /** A key came. */
    record Added(Entry entry, int database, Value contents, long deadline) implements Effect {
        @Override
        public void undo() {
            entry.database.storage().remove(entry);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = writer.begin(EffectKind.KEY_ADDED, database, entry.key);
            writer.deadline(deadline);
            contents.writeTo(out);
        }
    }

    /** A key was given another value and another deadline. */
    record Replaced(
            Entry entry,
            int database,
            Value former,
            long formerDeadline,
            long formerVersion,
            Value contents,
            long deadline)
            implements Effect {
        @Override
        public void undo() {
            Storage storage = entry.database.storage();
            storage.exchange(entry, former);
            storage.deadline(entry, formerDeadline);
            entry.version = formerVersion;
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = writer.begin(EffectKind.KEY_REPLACED, database, entry.key);
            writer.deadline(deadline);
            contents.writeTo(out);
        }
    }

    /** A key went. */
    record Removed(Entry entry, int database, long formerMark, boolean expired) implements Effect {
        @Override
        public void undo() {
            Keyspace keyspace = entry.database.keyspace();
            entry.database.storage().restore(entry);
            keyspace.deletionMarks().restore(database, entry.key, formerMark);
            if (expired) {
                keyspace.statistics().expired(-1);
            }
        }

        @Override
        public void writeTo(EffectWriter writer) {
            EffectKind kind = expired ? EffectKind.KEY_EXPIRED : EffectKind.KEY_REMOVED;
            writer.begin(kind, database, entry.key);
        }
    }

    /** The deadline of a key was set or taken away. */
    record DeadlineChanged(
            Entry entry, int database, long formerVersion, long formerDeadline, long deadline)
            implements Effect {
        @Override
        public void undo() {
            entry.database.storage().deadline(entry, formerDeadline);
            entry.version = formerVersion;
        }

        @Override
        public void writeTo(EffectWriter writer) {
            writer.begin(EffectKind.DEADLINE_CHANGED, database, entry.key);
            writer.deadline(deadline);
        }
    }

    /** A value and its deadline went from one key to another. */
    record Moved(Entry source, int database, long formerMark, Entry moved, int target, Entry former)
            implements Effect {
        @Override
        public void undo() {
            moved.database.storage().remove(moved);
            if (former != null) {
                moved.database.storage().restore(former);
            }
            source.database.storage().restore(source);
            source.database.keyspace().deletionMarks().restore(database, source.key, formerMark);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = writer.begin(EffectKind.KEY_MOVED, database, source.key);
            out.number(target);
            out.string(moved.key);
        }
    }

    /** All keys of a database went. */
    record Cleared(Database cleared, int database, Storage former, DeletionMarks.Saved formerMarks)
            implements Effect {
        @Override
        public void undo() {
            cleared.storage(former);
            cleared.keyspace().deletionMarks().restore(formerMarks);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            writer.begin(EffectKind.DATABASE_CLEARED, database);
        }
    }

    /**
     * Two databases were exchanged; the former swaps are those of the databases with the numbers.
     */
    record Swapped(
            Keyspace keyspace,
            int one,
            int other,
            long formerSwapOfOne,
            long formerSwapOfOther,
            DeletionMarks.Saved formerMarks)
            implements Effect {
        @Override
        public void undo() {
            keyspace.exchange(one, other);
            keyspace.database(one).versions().lastSwap(formerSwapOfOne);
            keyspace.database(other).versions().lastSwap(formerSwapOfOther);
            keyspace.deletionMarks().restore(formerMarks);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            writer.begin(EffectKind.DATABASES_SWAPPED, one).number(other);
        }
    }
}

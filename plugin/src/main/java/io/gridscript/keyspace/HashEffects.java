package io.gridscript.keyspace;

/** The effects on hashes. */
final class HashEffects {

    private HashEffects() {}

    /** How it was before a change, its fields apart; the key and its database's number then. */
    record Former(Entry entry, int database, long version, int longest, boolean outgrown) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }

        void write(
                EffectWriter writer, EffectKind kind, boolean after, byte[] field, byte[] value) {
            WireOutput out = begin(writer, kind);
            out.octet(after ? 1 : 0);
            out.string(field);
            out.string(value);
        }
    }

    /** A field was added. */
    record FieldAdded(
            HashValue hash, Former former, HashField field, byte[] value, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            hash.fields.remove(field);
            hash.takeBack(former, -field.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.write(writer, EffectKind.FIELD_ADDED, outgrown, field.key, value);
        }
    }

    /** A field was given another value. */
    record FieldReplaced(
            HashValue hash,
            Former former,
            HashField field,
            byte[] formerValue,
            byte[] value,
            boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            field.value = formerValue;
            hash.takeBack(former, Value.arrayBytes(formerValue) - Value.arrayBytes(value));
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.write(writer, EffectKind.FIELD_REPLACED, outgrown, field.key, value);
        }
    }

    /** A field was removed. */
    record FieldRemoved(HashValue hash, Former former, HashField field) implements Effect {
        @Override
        public void undo() {
            hash.fields.restore(field);
            hash.takeBack(former, field.sizeInBytes());
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.FIELD_REMOVED).string(field.key);
        }
    }
}

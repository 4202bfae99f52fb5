package io.gridscript.keyspace;

/** The effects on strings. */
final class StringEffects {

    private StringEffects() {}

    /** How it was before a change; the key and the number of its database then. */
    record Former(
            Entry entry,
            int database,
            long version,
            byte[] bytes,
            int length,
            long number,
            boolean raw,
            boolean shared) {

        WireOutput begin(EffectWriter writer, EffectKind kind) {
            return writer.begin(kind, database, entry.key);
        }
    }

    /** It became a number. */
    record NumberSet(StringValue value, Former former, long number) implements Effect {
        @Override
        public void undo() {
            value.takeBack(former);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.NUMBER_SET).signed(number);
        }
    }

    /** Bytes were added at its end. What they overwrote lay behind the end. */
    record Appended(StringValue value, Former former, byte[] suffix) implements Effect {
        @Override
        public void undo() {
            value.takeBack(former);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.STRING_APPENDED).string(suffix);
        }
    }

    /** Bytes were overwritten; {@code overwritten} only where that was in place. */
    record RangeSet(StringValue value, Former former, byte[] overwritten, int offset, byte[] patch)
            implements Effect {
        @Override
        public void undo() {
            value.takeBack(former);
            if (overwritten != null) {
                value.putBack(offset, overwritten);
            }
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.STRING_RANGE_SET);
            out.number(offset);
            out.string(patch);
        }
    }

    /** Bytes in it were replaced by others; the array before is not changed. */
    record Spliced(StringValue value, Former former, int offset, int removed, byte[] replacement)
            implements Effect {
        @Override
        public void undo() {
            value.takeBack(former);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.STRING_SPLICED);
            out.number(offset);
            out.number(removed);
            out.string(replacement);
        }
    }

    /** It shows as raw. */
    record Unshared(StringValue value, Former former) implements Effect {
        @Override
        public void undo() {
            value.takeBack(former);
        }

        @Override
        public void writeTo(EffectWriter writer) {
            former.begin(writer, EffectKind.STRING_UNSHARED);
        }
    }
}

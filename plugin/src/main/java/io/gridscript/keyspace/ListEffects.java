package io.gridscript.keyspace;

/**
 * The effects on lists. What is written of each begins with whether the list has outgrown the
 * compact encoding afterwards; {@link ListEffectReader} reads it.
 */
final class ListEffects {

    private ListEffects() {}

    /** How a list was before a change, its elements apart; the key and its database's number. */
    record Former(Entry entry, int database, long version, boolean outgrown) {

        WireOutput begin(EffectWriter writer, EffectKind kind, boolean outgrownAfter) {
            WireOutput out = writer.begin(kind, database, entry.key);
            out.octet(outgrownAfter ? 1 : 0);
            return out;
        }
    }

    /** Elements came at an end. */
    record Pushed(ListValue list, Former former, ListEnd end, byte[][] elements, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(former, () -> list.contents().take(end, elements.length));
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.ELEMENTS_PUSHED, outgrown);
            out.octet(end.ordinal());
            out.number(elements.length);
            for (byte[] element : elements) {
                out.string(element);
            }
        }
    }

    /** Elements went from an end. */
    record Popped(ListValue list, Former former, ListEnd end, byte[][] elements, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(former, () -> list.contents().giveBack(end, elements));
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.ELEMENTS_POPPED, outgrown);
            out.octet(end.ordinal());
            out.number(elements.length);
        }
    }

    /** Elements went from both ends, those taken first first. */
    record Trimmed(ListValue list, Former former, byte[][] head, byte[][] tail, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(
                    former,
                    () -> {
                        list.contents().giveBack(ListEnd.TAIL, tail);
                        list.contents().giveBack(ListEnd.HEAD, head);
                    });
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.LIST_TRIMMED, outgrown);
            out.number(head.length);
            out.number(tail.length);
        }
    }

    /** An element came in the place of another. */
    record Replaced(
            ListValue list,
            Former former,
            int index,
            byte[] replaced,
            byte[] element,
            boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(former, () -> list.contents().exchange(index, replaced));
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.ELEMENT_REPLACED, outgrown);
            out.number(index);
            out.string(element);
        }
    }

    /** An element came between others. */
    record Inserted(ListValue list, Former former, int index, byte[] element, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(former, () -> list.contents().takeOut(new int[] {index}));
        }

        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.ELEMENT_INSERTED, outgrown);
            out.number(index);
            out.string(element);
        }
    }

    /** Elements went from between others. */
    record Removed(
            ListValue list, Former former, int[] indexes, byte[][] elements, boolean outgrown)
            implements Effect {
        @Override
        public void undo() {
            list.takeBack(former, () -> list.contents().insert(indexes, elements));
        }

        /** Each index but the first as the distance from the one before. */
        @Override
        public void writeTo(EffectWriter writer) {
            WireOutput out = former.begin(writer, EffectKind.ELEMENTS_REMOVED, outgrown);
            out.number(indexes.length);
            int before = 0;
            for (int index : indexes) {
                out.number(index - before);
                before = index;
            }
        }
    }
}

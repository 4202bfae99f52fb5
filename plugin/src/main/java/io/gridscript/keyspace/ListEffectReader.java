package io.gridscript.keyspace;

/** Applies to a list what {@link ListEffects} wrote of its original. */
final class ListEffectReader {

    private static final ListEnd[] ENDS = ListEnd.values();

    private final ListValue list;
    private final WireInput in;

    private ListEffectReader(ListValue list, WireInput in) {
        this.list = list;
        this.in = in;
    }

    static void apply(EffectKind kind, Value value, WireInput in) throws CorruptInput {
        if (!(value instanceof ListValue list)) {
            throw new CorruptInput("a change of a list that isn't one");
        }
        boolean outgrown = in.octet() != 0;
        new ListEffectReader(list, in).apply(kind);
        list.outgrown(outgrown);
    }

    private void apply(EffectKind kind) throws CorruptInput {
        switch (kind) {
            case ELEMENTS_PUSHED -> push();
            case ELEMENTS_POPPED -> list.pop(end(), count());
            case LIST_TRIMMED -> trim();
            case ELEMENT_REPLACED -> list.set(in.number(list.size() - 1), in.string());
            case ELEMENT_INSERTED -> list.insert(in.number(list.size()), in.string());
            case ELEMENTS_REMOVED -> remove();
            default -> throw new CorruptInput("no change of a list: " + kind);
        }
    }

    private void push() throws CorruptInput {
        ListEnd end = end();
        byte[][] elements = new byte[in.length()][];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = in.string();
        }
        list.push(end, elements, 0);
    }

    private void trim() throws CorruptInput {
        int head = in.number(list.size());
        list.trim(head, in.number(list.size() - head));
    }

    private void remove() throws CorruptInput {
        int[] indexes = new int[count()];
        int before = 0;
        for (int i = 0; i < indexes.length; i++) {
            int distance = in.number(list.size() - 1 - before);
            if (i > 0 && distance == 0) {
                throw new CorruptInput("an element removed twice");
            }
            before += distance;
            indexes[i] = before;
        }
        list.remove(indexes);
    }

    private int count() throws CorruptInput {
        int count = in.number(list.size());
        if (count == 0) {
            throw new CorruptInput("a list changed by nothing");
        }
        return count;
    }

    private ListEnd end() throws CorruptInput {
        return ENDS[in.number(ENDS.length - 1)];
    }
}

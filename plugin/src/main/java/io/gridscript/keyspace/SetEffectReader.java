package io.gridscript.keyspace;

/** Makes on a copy of a set what {@link SetValue} wrote of its changes. */
final class SetEffectReader {

    private SetEffectReader() {}

    static void add(Entry entry, WireInput in) throws CorruptInput {
        SetEncoding after = SetEncoding.of(in.octet());
        if (!set(entry).addAs(in.string(), after)) {
            throw new CorruptInput("a member that was there");
        }
    }

    static void remove(Entry entry, WireInput in) throws CorruptInput {
        if (!set(entry).remove(in.string())) {
            throw new CorruptInput("a member that isn't there");
        }
    }

    private static SetValue set(Entry entry) throws CorruptInput {
        if (entry.value instanceof SetValue set) {
            return set;
        }
        throw new CorruptInput("a change of a set that isn't one");
    }
}

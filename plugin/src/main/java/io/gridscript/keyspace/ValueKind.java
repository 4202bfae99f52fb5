package io.gridscript.keyspace;

/** How the contents of a value are written, by its place in this list; see {@link EffectKind}. */
enum ValueKind {
    NUMBER,
    STRING,
    HASH,
    LIST,
    SET,
    SORTED_SET,
    STREAM;

    private static final ValueKind[] KINDS = values();

    /** Begins a value: reads what {@link Value#writeHead} wrote. */
    static ValueBuilder read(WireInput in) throws CorruptInput {
        int number = in.octet();
        if (number >= KINDS.length) {
            throw new CorruptInput("a value of unknown kind " + number);
        }
        return switch (KINDS[number]) {
            case NUMBER -> StringValue.builder(new StringValue(in.signed()), 0);
            case STRING -> StringValue.builder(in);
            case HASH -> HashValue.builder(in);
            case LIST -> ListValue.builder(in);
            case SET -> SetValue.builder(in);
            case SORTED_SET -> SortedSetElements.builder(in);
            case STREAM -> StreamElements.builder(in);
        };
    }
}

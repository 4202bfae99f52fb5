package io.gridscript.keyspace;

/** The classes of events of keys, each with its letter in notify-keyspace-events. */
enum EventClass {
    GENERIC('g'),
    STRING('$'),
    LIST('l'),
    SET('s'),
    HASH('h'),
    SORTED_SET('z'),
    EXPIRED('x'),
    EVICTED('e'),
    STREAM('t'),
    MODULE('d'),
    NEW('n'),
    KEY_MISS('m');

    private final char letter;

    EventClass(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }

    int bit() {
        return 1 << ordinal();
    }
}

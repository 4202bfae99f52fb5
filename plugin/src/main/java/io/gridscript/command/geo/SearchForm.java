package io.gridscript.command.geo;

/** The commands that search. */
enum SearchForm {
    GEORADIUS,
    GEORADIUS_RO,
    GEORADIUSBYMEMBER,
    GEORADIUSBYMEMBER_RO,
    GEOSEARCH,
    GEOSEARCHSTORE;

    /** Whether words say from where and how far it searches. */
    boolean isSearch() {
        return this == GEOSEARCH || this == GEOSEARCHSTORE;
    }

    /** Whether an option may name a key to store what is found. */
    boolean takesTarget() {
        return this == GEORADIUS || this == GEORADIUSBYMEMBER;
    }

    /** Where in a request the key is of what is searched. */
    int sourcePosition() {
        return this == GEOSEARCHSTORE ? 2 : 1;
    }
}

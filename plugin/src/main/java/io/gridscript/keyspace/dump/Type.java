package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/** What a payload holds and in which form, as its first byte says. */
enum Type {
    STRING(0),
    LIST(1),
    SET(2),
    SORTED_SET(3),
    HASH(4),
    SORTED_SET_2(5),
    HASH_ZIPMAP(9),
    LIST_ZIPLIST(10),
    SET_INTSET(11),
    SORTED_SET_ZIPLIST(12),
    HASH_ZIPLIST(13),
    LIST_QUICKLIST(14),
    STREAM(15),
    HASH_LISTPACK(16),
    SORTED_SET_LISTPACK(17),
    LIST_QUICKLIST_2(18),
    STREAM_2(19),
    SET_LISTPACK(20),
    STREAM_3(21),
    HASH_METADATA_BEFORE_RELEASE(22),
    HASH_LISTPACK_EX_BEFORE_RELEASE(23),
    HASH_METADATA(24),
    HASH_LISTPACK_EX(25);

    private static final Type[] TYPES = values();

    private final int number;

    Type(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Type of(int number) throws CorruptInput {
        for (Type type : TYPES) {
            if (type.number == number) {
                return type;
            }
        }
        throw new CorruptInput("a value of type " + number + ", which is unknown here");
    }
}

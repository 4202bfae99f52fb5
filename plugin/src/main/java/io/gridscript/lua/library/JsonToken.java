package io.gridscript.lua.library;

/** Kinds of JSON's tokens, by the names that errors show. */
enum JsonToken {
    OBJ_BEGIN,
    OBJ_END,
    ARR_BEGIN,
    ARR_END,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    COLON,
    COMMA,
    END,
    ERROR;

    String shown() {
        return "T_" + name();
    }
}

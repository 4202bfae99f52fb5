package io.gridscript.lua.library;

/** What a script may set about cjson; its own for each table that {@code cjson.new} makes. */
public final class JsonSettings {

    private static final int DEEPEST = 1000;

    /** What is done with numbers that JSON has no text for. */
    enum InvalidNumbers {
        OFF,
        ON,
        NULL
    }

    /** Whether arrays with many holes become objects; otherwise they are an error. */
    boolean sparseAsObject;

    /** An array has many holes if its last index is that many times its elements; 0 for never. */
    int sparseRatio;

    /** Up to this last index an array never has many holes. */
    int sparseSafe;

    int deepestEncoded;
    int deepestDecoded;
    InvalidNumbers invalidEncoded;
    boolean invalidDecoded;

    /** Significant digits of a number, 1 to 14. */
    int precision;

    /** Set and read by scripts, and nothing else. */
    boolean keepsBuffer;

    public JsonSettings() {
        reset();
    }

    /** Sets what Redis begins with. */
    public void reset() {
        sparseAsObject = false;
        sparseRatio = 2;
        sparseSafe = 10;
        deepestEncoded = DEEPEST;
        deepestDecoded = DEEPEST;
        invalidEncoded = InvalidNumbers.OFF;
        invalidDecoded = true;
        precision = 14;
        keepsBuffer = true;
    }
}

package io.gridscript.lua.vm;

/** How the functions of programs run. */
public enum LuaTier {
    /** All of them interpreted. */
    INTERPRETED,

    /** Interpreted first; those that run much are compiled in the background. */
    HOT,

    /** Compiled when they are first called, while the caller waits; for tests. */
    COMPILED;

    private static volatile LuaTier ofNewPrograms = HOT;

    /** Sets how programs run that are made from now on, in the whole JVM; for tests. */
    public static void use(LuaTier tier) {
        ofNewPrograms = tier;
    }

    /** How programs run that are made now. */
    public static LuaTier ofNewPrograms() {
        return ofNewPrograms;
    }
}

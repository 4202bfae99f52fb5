package io.gridscript.script;

import io.gridscript.lua.compiler.LuaProgram;

/**
 * What a member keeps of a script from its first run there on: its compiled form, and what is known
 * of how long it runs.
 *
 * @param statistics what its runs on keyspaces took
 * @param entryStatistics what its runs on entries of caches took
 * @param estimatedBytes about how many bytes of heap all of it takes
 */
record ScriptUse(
        LuaProgram program,
        ScriptStatistics statistics,
        ScriptStatistics entryStatistics,
        Pace pace,
        long estimatedBytes) {

    /** Objects around the program, and the times of its runs. */
    private static final long FIXED_BYTES = 700;

    static ScriptUse of(LuaProgram program) {
        return new ScriptUse(
                program,
                new ScriptStatistics(false),
                new ScriptStatistics(true),
                new Pace(),
                FIXED_BYTES + program.estimatedBytes());
    }
}

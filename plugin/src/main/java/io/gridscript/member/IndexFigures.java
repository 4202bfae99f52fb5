package io.gridscript.member;

import io.gridscript.command.server.ScriptFigures;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.SharedLibraries;
import java.util.function.BooleanSupplier;

/**
 * What INFO tells of scripts and functions, from this member's index and libraries.
 *
 * @param stores whether this member has a copy of the map of stored scripts, as lite ones don't
 */
record IndexFigures(ScriptIndex index, SharedLibraries libraries, BooleanSupplier stores)
        implements ScriptFigures {

    @Override
    public long cachedScripts() {
        return index.size();
    }

    @Override
    public long evictedScripts() {
        return index.evictions();
    }

    @Override
    public long bytes() {
        return index.estimatedBytes() + (stores.getAsBoolean() ? index.storedBytes() : 0);
    }

    @Override
    public long vmBytes() {
        return index.useBytes();
    }

    @Override
    public void resetStatistics() {
        index.resetStatistics();
        libraries.resetStatistics();
    }

    @Override
    public long functions() {
        return libraries.present().functions();
    }

    @Override
    public long libraryCount() {
        return libraries.present().count();
    }

    @Override
    public long functionBytes() {
        return libraries.present().estimatedBytes();
    }

    @Override
    public long functionVmBytes() {
        return libraries.useBytes();
    }

    /** All of it, as maxmemory counts it. */
    long totalBytes() {
        return bytes() + vmBytes() + functionBytes() + functionVmBytes();
    }

    @Override
    public long lazilyFreed() {
        return libraries.lazilyFreed();
    }
}

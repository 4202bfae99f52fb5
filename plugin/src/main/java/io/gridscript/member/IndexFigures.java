package io.gridscript.member;

import io.gridscript.command.server.ScriptFigures;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.SharedLibraries;

/** What INFO tells of scripts and functions, from this member's index and libraries. */
record IndexFigures(ScriptIndex index, SharedLibraries libraries) implements ScriptFigures {

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
        return index.estimatedBytes();
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
    public long lazilyFreed() {
        return libraries.lazilyFreed();
    }
}

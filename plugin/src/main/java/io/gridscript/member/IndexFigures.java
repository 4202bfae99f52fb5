package io.gridscript.member;

import io.gridscript.command.server.ScriptFigures;
import io.gridscript.script.ScriptIndex;

/** What INFO tells of scripts, from this member's index. */
record IndexFigures(ScriptIndex index) implements ScriptFigures {

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
    }
}

package io.gridscript.script;

import java.util.concurrent.CompletionStage;

/** Ends scripts, wherever in the grid they run. A port: implemented by grid. */
public interface ScriptKills {

    /** Asks the longest-running script to end; completes with what became of that. */
    CompletionStage<RunningScripts.Kill> killLongest();
}

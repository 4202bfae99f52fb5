package io.gridscript.script;

import java.util.concurrent.CompletionStage;

/** Ends scripts and functions, wherever in the grid they run. A port: implemented by grid. */
public interface ScriptKills {

    /**
     * Asks what has been running for the longest time to end.
     *
     * @param function whether it must be a function, or else a script
     * @return completes with what became of that
     */
    CompletionStage<RunningScripts.Kill> killLongest(boolean function);
}

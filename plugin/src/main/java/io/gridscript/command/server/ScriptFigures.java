package io.gridscript.command.server;

/** What INFO tells of scripts. A port: implemented by grid. */
public interface ScriptFigures {

    /** Scripts that EVALSHA finds on this member. */
    long cachedScripts();

    /** Scripts of EVAL that were dropped for newer ones. */
    long evictedScripts();

    /** Bytes of the cached scripts. */
    long bytes();

    /** Back to zero, as CONFIG RESETSTAT does: what was evicted. */
    void resetStatistics();
}

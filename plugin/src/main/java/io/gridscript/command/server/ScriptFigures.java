package io.gridscript.command.server;

/** What INFO tells of scripts and functions. A port: implemented by member. */
public interface ScriptFigures {

    /** Scripts that EVALSHA finds on this member. */
    long cachedScripts();

    /** Scripts of EVAL that were dropped for newer ones. */
    long evictedScripts();

    /** Bytes of the cached scripts. */
    long bytes();

    /** Back to zero, as CONFIG RESETSTAT does: what was evicted or freed. */
    void resetStatistics();

    /** Functions of all libraries. */
    long functions();

    long libraryCount();

    /** Bytes of the libraries. */
    long functionBytes();

    /** Functions and engines that FUNCTION FLUSH ASYNC on this member left to be freed later. */
    long lazilyFreed();
}

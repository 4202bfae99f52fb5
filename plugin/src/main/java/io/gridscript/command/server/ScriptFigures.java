package io.gridscript.command.server;

/** What INFO tells of scripts and functions. A port: implemented by member. */
public interface ScriptFigures {

    /** Scripts that EVALSHA finds on this member. */
    long cachedScripts();

    /** Scripts of EVAL that were dropped for newer ones. */
    long evictedScripts();

    /** Bytes of the cached scripts, but for {@link #vmBytes}: sources, stored forms, indexes. */
    long bytes();

    /** Bytes of what is kept for runs of scripts on this member: compiled forms. */
    long vmBytes();

    /** Back to zero, as CONFIG RESETSTAT does: what was evicted or freed. */
    void resetStatistics();

    /** Functions of all libraries. */
    long functions();

    long libraryCount();

    /** Bytes of the libraries, but for {@link #functionVmBytes}: texts and names. */
    long functionBytes();

    /** Bytes of what is kept for calls of functions on this member: compiled forms, functions. */
    long functionVmBytes();

    /** Functions and engines that FUNCTION FLUSH ASYNC on this member left to be freed later. */
    long lazilyFreed();
}

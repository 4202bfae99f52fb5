package io.gridscript.script;

/** How a script came into the cache, which decides how long it stays. */
public enum Origin {
    /** By SCRIPT LOAD: stays until a flush. */
    LOADED,
    /** By EVAL: may be evicted, the least recently used first. */
    EVALUATED
}

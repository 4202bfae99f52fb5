package io.gridscript.script;

/** A script of the cache, and how it came there. */
public record CachedScript(Script script, Origin origin) {}

package io.gridscript.script;

/** Scripts of caches, brought by nobody in particular. */
public final class CachedScripts {

    public static final LoadedBy SOMEBODY =
            new LoadedBy(LoadedBy.How.SCRIPT_LOAD, "[127.0.0.1]:5701", "127.0.0.1:50123", "ada");

    private CachedScripts() {}

    public static CachedScript loaded(Script script) {
        return of(script, Origin.LOADED);
    }

    public static CachedScript evaluated(Script script) {
        return of(script, Origin.EVALUATED);
    }

    public static CachedScript of(Script script, Origin origin) {
        return new CachedScript(script, origin, SOMEBODY);
    }
}

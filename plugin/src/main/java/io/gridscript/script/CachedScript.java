package io.gridscript.script;

/**
 * A script of the cache, and how it came there.
 *
 * @param origin decides how long it stays
 * @param loadedBy who brought it: for a loaded script whoever loaded it, or gave it its name again
 * @param step number of the step that loaded it, by which scripts of one name are ordered; 0 for
 *     scripts of EVAL
 */
public record CachedScript(Script script, Origin origin, LoadedBy loadedBy, long step) {

    /** A script that no step has added yet. */
    public CachedScript(Script script, Origin origin, LoadedBy loadedBy) {
        this(script, origin, loadedBy, 0);
    }

    /** The same, added by the step of that number. */
    public CachedScript addedBy(long number) {
        return origin == Origin.LOADED ? new CachedScript(script, origin, loadedBy, number) : this;
    }

    /** The same, as it is kept where it doesn't run or not yet. */
    public CachedScript unused() {
        return new CachedScript(script.unused(), origin, loadedBy, step);
    }

    /** The same, brought by that. */
    CachedScript with(LoadedBy brought) {
        return new CachedScript(script, origin, brought, step);
    }

    /** Which of two members' accounts of one script stands: loaded, and later. */
    public CachedScript orLater(CachedScript other) {
        if (origin != other.origin) {
            return origin == Origin.LOADED ? this : other;
        }
        return other.step > step ? other : this;
    }

    /** Whether a name of both is its own, by their steps; those of two clusters may be the same. */
    boolean isNamedRatherThan(CachedScript other) {
        return step != other.step
                ? step > other.step
                : script.sha1Text().compareTo(other.script.sha1Text()) > 0;
    }
}

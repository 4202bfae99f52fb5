package io.gridscript.script;

import io.gridscript.reply.ErrorReply;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scripts as EVAL and EVALSHA get them: from this member's index, and for EVAL by compiling what is
 * not there. Safe for all threads.
 */
public final class ScriptCache {

    private static final System.Logger LOGGER = System.getLogger(ScriptCache.class.getName());

    private final ScriptIndex index;
    private final ScriptAuthority authority;
    private final ScriptLease lease;

    public ScriptCache(ScriptIndex index, ScriptAuthority authority, ScriptLease lease) {
        this.index = index;
        this.authority = authority;
        this.lease = lease;
    }

    public ScriptIndex index() {
        return index;
    }

    public ScriptAuthority authority() {
        return authority;
    }

    /** Whether what {@link #find} and the index tell can be trusted. */
    public ScriptLease lease() {
        return lease;
    }

    /** The script with that SHA in either case, or null. */
    public Script find(byte[] sha) {
        return index.find(sha);
    }

    /** The script whose name that is, or null. */
    public Script findNamed(String name) {
        return index.findNamed(name);
    }

    /** Counts flushes; see {@link #ranElsewhere}. */
    public long epoch() {
        return index.epoch();
    }

    /**
     * An EVAL of this member's has run on another one. Its own client may ask for the script here
     * before the message comes that lets all members know of it; and there never is one where a
     * flush that this member already knew of came to the other one later than the EVAL.
     *
     * @param epoch before it was sent there; nothing happens if that is over
     */
    public void ranElsewhere(byte[] source, LoadedBy loadedBy, long epoch) {
        if (index.epoch() != epoch || index.contains(Sha1.hex(source))) {
            return;
        }
        try {
            add(Script.of(source).unused(), loadedBy, epoch);
        } catch (ErrorReply notCompiled) {
            LOGGER.log(System.Logger.Level.DEBUG, "No script", notCompiled);
        }
    }

    /**
     * The script with that source, cached from now on.
     *
     * @param loadedBy asked for when it isn't there yet
     * @throws io.gridscript.reply.ErrorReply when it can't be compiled
     */
    public Script obtain(byte[] source, Supplier<LoadedBy> loadedBy) {
        Script known = index.find(Sha1.hex(source));
        if (known != null) {
            return known;
        }
        return add(Script.of(source), loadedBy.get(), index.epoch());
    }

    private Script add(Script script, LoadedBy loadedBy, long epoch) {
        CachedScript added = new CachedScript(script, Origin.EVALUATED, loadedBy);
        List<Script> evicted = index.add(added, epoch);
        authority.publish(added, epoch);
        evicted.forEach(gone -> authority.evicted(gone, epoch));
        return added.script();
    }
}

package io.gridscript.script;

/**
 * Scripts as EVAL and EVALSHA get them: from this member's index, and for EVAL by compiling what is
 * not there. Safe for all threads.
 */
public final class ScriptCache {

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

    /**
     * The script with that source, cached from now on.
     *
     * @throws io.gridscript.reply.ErrorReply when it can't be compiled
     */
    public Script obtain(byte[] source) {
        Script known = index.find(Sha1.hex(source));
        if (known != null) {
            return known;
        }
        long epoch = index.epoch();
        Script script = Script.of(source);
        Script evicted = index.add(script, Origin.EVALUATED, epoch);
        authority.publish(script, epoch);
        if (evicted != null) {
            authority.evicted(evicted, epoch);
        }
        return script;
    }
}

package io.gridscript.grid.authority;

import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Script;
import java.util.Map;

/** What a member asks of the authority. Asking again changes nothing more. */
sealed interface Request {

    /**
     * SCRIPT LOAD. Asked again, it may take a name back that another has got meanwhile; nobody was
     * told before that it had it.
     */
    record Load(byte[] source, LoadedBy loadedBy) implements Request {}

    /** EVAL has compiled a script that it did not find, in that epoch. */
    record Publish(CachedScript script, long epoch) implements Request {}

    /** A script of EVAL had to go from the authority's own index; never sent. */
    record Forget(Script script, long epoch) implements Request {}

    /** SCRIPT FLUSH. */
    record Flush(FlushMode mode, RequestId id) implements Request {}

    /**
     * CONFIG SET, and changes of users.
     *
     * @param expected what some directives must be now, empty for those that nobody has set;
     *     otherwise nothing is done
     */
    record Change(Map<String, String> directives, Map<String, String> expected, RequestId id)
            implements Request {}
}

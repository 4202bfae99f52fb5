package io.gridscript.grid.authority;

import io.gridscript.script.CachedScript;
import java.util.List;
import java.util.Map;

/** One change of the state. Every member takes the same steps in the same order. */
sealed interface Step {

    /**
     * A script is there from now on, and has the name that it says if it is a loaded one.
     *
     * @param isFromHere whether it is a script of EVAL that this member's index had first, and may
     *     have evicted since; never so for a step of another member
     */
    record Add(CachedScript script, boolean isFromHere) implements Step {
        Add(CachedScript script) {
            this(script, false);
        }
    }

    /**
     * All scripts are gone, and the next epoch begins.
     *
     * @param generation the map in use from now on
     * @param requests all that this step answers
     */
    record Flush(String generation, List<RequestId> requests) implements Step {}

    /** Directives hold from now on, by name. */
    record Change(Map<String, String> directives, RequestId request) implements Step {}
}

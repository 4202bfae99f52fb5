package io.gridscript.script;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the runs of scripts took on all members together. A port: implemented by grid. */
public interface TotalsOfMembers {

    /**
     * Asks all members; one that doesn't answer within two seconds is left out.
     *
     * @param sha1 which script, or null for all
     * @return by SHA1 digest, without those that have not run
     */
    CompletionStage<Map<String, ScriptTotals>> collect(String sha1);
}

package io.gridscript.script;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What runs, wherever in the grid. A port: implemented by grid. */
@FunctionalInterface
public interface RunsInProgress {

    /** What has been running for the longest time on the member asked, or else on another. */
    CompletionStage<Optional<RunInProgress>> longest();
}

package io.gridscript.script;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What FUNCTION STATS tells of a run.
 *
 * @param isFunction whether a function is run, or else a script
 * @param title how error positions name it
 * @param request the words of the command that asked for it
 */
public record RunInProgress(boolean isFunction, String title, List<byte[]> request, long millis) {

    static RunInProgress of(ScriptRun run) {
        return new RunInProgress(
                run.isFunction(),
                run.executable().title(),
                List.of(run.request()),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - run.startNanos()));
    }
}

package io.gridscript.script;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs in progress on this member. For any thread. */
public final class RunningScripts {

    /** What became of a SCRIPT KILL. */
    public enum Kill {
        /** The run ends as soon as it looks. */
        KILLED,
        /** Nothing runs. */
        NOT_BUSY,
        /** The run has written, and what it wrote must be finished. */
        UNKILLABLE
    }

    private final Set<ScriptRun> runs = ConcurrentHashMap.newKeySet();

    public void start(ScriptRun run) {
        runs.add(run);
    }

    public void end(ScriptRun run) {
        runs.remove(run);
    }

    /** The runs in progress, the longest-running first. */
    public List<ScriptRun> all() {
        return runs.stream().sorted(longestFirst(System.nanoTime())).toList();
    }

    /** The run that has been in progress for the longest time. */
    public Optional<ScriptRun> longest() {
        return runs.stream().min(longestFirst(System.nanoTime()));
    }

    /** Asks the longest-running script to end. */
    public Kill killLongest() {
        return longest().map(RunningScripts::kill).orElse(Kill.NOT_BUSY);
    }

    /** Asks this run to end. */
    public static Kill kill(ScriptRun run) {
        return run.kill() ? Kill.KILLED : Kill.UNKILLABLE;
    }

    /** nanoTime may wrap around, so only differences to now compare. */
    private static Comparator<ScriptRun> longestFirst(long now) {
        return Comparator.comparingLong(run -> run.startNanos() - now);
    }
}

package io.gridscript.script;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The runs in progress on this member. For any thread. */
public final class RunningScripts {

    /** What became of a SCRIPT KILL. */
    public enum Kill {
        /** The run ends as soon as it looks. */
        KILLED,
        /** Nothing runs. */
        NOT_BUSY,
        /** The run has written, and what it wrote must be finished. */
        UNKILLABLE,
        /** SCRIPT KILL finds a function running, or FUNCTION KILL a script. */
        ANOTHER_KIND
    }

    /**
     * What one thread runs: most runs are so short that entering them in a set would count, or a
     * barrier behind each.
     */
    private static final class Place {
        private final Thread thread = Thread.currentThread();
        private final AtomicReference<ScriptRun> run = new AtomicReference<>();
    }

    private final ScriptLimits limits = new ScriptLimits();
    private final RandomSequence random = new RandomSequence();
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Place> place = ThreadLocal.withInitial(this::newPlace);
    private final Set<ScriptRun> paused = ConcurrentHashMap.newKeySet();

    private Place newPlace() {
        Place added = new Place();
        places.removeIf(each -> !each.thread.isAlive());
        places.add(added);
        return added;
    }

    /** What each of them may take. */
    public ScriptLimits limits() {
        return limits;
    }

    /** Where math.random begins in each of them. */
    public RandomSequence random() {
        return random;
    }

    /** The calling thread begins a run, or goes on with it. */
    public void start(ScriptRun run) {
        run.limits(limits);
        run.begins();
        Place own = place.get();
        ScriptRun around = own.run.getPlain();
        if (around != null) {
            paused.add(around);
        }
        own.run.setRelease(run);
        if (!paused.isEmpty()) {
            paused.remove(run);
        }
    }

    /** The run is to start again on another thread. */
    public void pause(ScriptRun run) {
        paused.add(run);
        leave(run);
    }

    /** The calling thread has ended the run. */
    public void end(ScriptRun run) {
        leave(run);
        if (!paused.isEmpty()) {
            paused.remove(run);
        }
    }

    private void leave(ScriptRun run) {
        Place own = place.get();
        if (own.run.getPlain() == run) {
            own.run.setRelease(null);
        }
    }

    /** The runs in progress, the longest-running first. */
    public List<ScriptRun> all() {
        return runs().sorted(longestFirst(System.nanoTime())).toList();
    }

    private Stream<ScriptRun> runs() {
        Stream<ScriptRun> present =
                places.stream().map(each -> each.run.get()).filter(Objects::nonNull);
        return Stream.concat(present, paused.stream()).distinct();
    }

    /** The run that has been in progress for the longest time. */
    public Optional<ScriptRun> longest() {
        return runs().min(longestFirst(System.nanoTime()));
    }

    /** What is to be told of that run. */
    public Optional<RunInProgress> longestInProgress() {
        return longest().map(RunInProgress::of);
    }

    /** Whether that run is a function's. */
    public boolean isFunctionRunning() {
        return longest().map(ScriptRun::isFunction).orElse(false);
    }

    /**
     * Asks what has been running for the longest time to end.
     *
     * @param function whether it must be a function, as for FUNCTION KILL, or else a script
     */
    public Kill killLongest(boolean function) {
        return longest().map(run -> kill(run, function)).orElse(Kill.NOT_BUSY);
    }

    private static Kill kill(ScriptRun run, boolean function) {
        if (run.isFunction() == function) {
            return kill(run);
        }
        return run.hasWritten() ? Kill.UNKILLABLE : Kill.ANOTHER_KIND;
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

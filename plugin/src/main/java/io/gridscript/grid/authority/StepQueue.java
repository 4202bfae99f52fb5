package io.gridscript.grid.authority;

import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.Sha1;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The requests that wait for the authority, and how steps are made of them: neighbours that can be
 * done together are. First the map holds a script, then the members may run it; first the members
 * have forgotten it, then the map.
 */
final class StepQueue {

    private static final System.Logger LOGGER = System.getLogger(StepQueue.class.getName());
    private static final int MOST_TOGETHER = 256;

    /**
     * A request that waits for its turn.
     *
     * @param isLocal whether it comes from this member
     */
    private record Waiting(Request request, boolean isLocal, CompletableFuture<Outcome> outcome) {}

    private final Subscriber own;
    private final ScriptIndex index;
    private final ScriptMaps maps;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    StepQueue(Subscriber own, ScriptIndex index, ScriptMaps maps) {
        this.own = own;
        this.index = index;
        this.maps = maps;
    }

    CompletionStage<Outcome> add(Request request, boolean isLocal) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(new Waiting(request, isLocal, outcome));
        }
        return outcome;
    }

    boolean isEmpty() {
        synchronized (waiting) {
            return waiting.isEmpty();
        }
    }

    /** Does the next requests, one after the other, until there are none. */
    void run(Supplier<Tenure> tenure) {
        for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
            Tenure current = tenure.get();
            if (current == null) {
                finish(group, Outcome.NOT_SERVING);
            } else {
                run(group, current);
            }
        }
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty()
                    && group.size() < MOST_TOGETHER
                    && (group.isEmpty() || goTogether(group.get(0), waiting.peek()))) {
                group.add(waiting.remove());
            }
        }
        return group;
    }

    private static boolean goTogether(Waiting first, Waiting other) {
        if (first.request instanceof Request.Flush one) {
            return other.request instanceof Request.Flush another && one.mode() == another.mode();
        }
        return adds(first.request) && adds(other.request)
                || first.request instanceof Request.Forget
                        && other.request instanceof Request.Forget;
    }

    private static boolean adds(Request request) {
        return request instanceof Request.Load || request instanceof Request.Publish;
    }

    private void run(List<Waiting> group, Tenure tenure) {
        try {
            if (!maps.isOf(index.generation())) {
                maps.reconcile(own.snapshot());
            }
            Request first = group.get(0).request;
            if (first instanceof Request.Flush flush) {
                flush(flush.mode(), group, tenure);
            } else if (first instanceof Request.Change change) {
                change(change, group, tenure);
            } else if (first instanceof Request.Forget) {
                forget(group);
            } else {
                add(group, tenure);
            }
        } catch (HazelcastInstanceNotActiveException e) {
            finish(group, Outcome.NOT_SERVING);
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script map could not be changed: {0}. Scripts in memory keep running",
                    e.toString());
            finish(
                    group,
                    new Outcome.Failed(
                            "ERR the script map could not be changed: " + e.getMessage()));
        }
    }

    private static void finish(List<Waiting> group, CompletionStage<Outcome> outcome) {
        outcome.thenAccept(value -> finish(group, value));
    }

    private static void finish(List<Waiting> group, Outcome outcome) {
        group.forEach(each -> each.outcome.complete(outcome));
    }

    private void add(List<Waiting> group, Tenure tenure) {
        long epoch = index.epoch();
        List<Step.Add> added = new ArrayList<>();
        for (Waiting each : group) {
            try {
                Step.Add add = added(each, epoch);
                if (add != null) {
                    added.add(add);
                }
            } catch (ErrorReply e) {
                each.outcome.complete(new Outcome.Failed(e.text()));
            }
        }
        if (added.isEmpty()) {
            finish(group, tenure.settled());
            return;
        }
        String generation = index.generation();
        maps.put(generation, added.stream().map(Step.Add::script).toList(), epoch);
        List<Script> evicted = new ArrayList<>();
        List<Step> steps = added.stream().map(StepQueue::withoutUse).toList();
        finish(group, tenure.commit(steps, evicted));
        maps.remove(generation, evicted, epoch);
    }

    /** A script was compiled here to be stored: here, too, it is only kept so once it runs. */
    private static Step withoutUse(Step.Add add) {
        return add.isFromHere() ? add : new Step.Add(add.script().unused());
    }

    /** What a request adds to the scripts there are, or null. */
    private Step.Add added(Waiting waiting, long epoch) {
        if (waiting.request instanceof Request.Load load) {
            byte[] sha1 = Sha1.hex(load.source());
            Script known = index.find(sha1);
            boolean isLoaded = known != null && index.origin(sha1) == Origin.LOADED;
            if (isLoaded && hasItsName(known)) {
                return null;
            }
            Script script = known == null ? Script.of(load.source()) : known;
            if (!isLoaded) {
                index.admitLoaded(script);
            }
            return new Step.Add(new CachedScript(script, Origin.LOADED, load.loadedBy()));
        }
        Request.Publish publish = (Request.Publish) waiting.request;
        Script script = publish.script().script();
        Origin origin = index.origin(script.sha1());
        boolean isEvicted = waiting.isLocal && origin == null;
        boolean isStored = origin != null && maps.holds(index.generation(), script, epoch);
        return publish.epoch() != epoch || isEvicted || isStored
                ? null
                : new Step.Add(publish.script(), waiting.isLocal);
    }

    /** A script that says a name is loaded again when another has got that since. */
    private boolean hasItsName(Script script) {
        return script.name().text() == null || index.isNamed(script);
    }

    /** It may have come back since. */
    private void forget(List<Waiting> group) {
        long epoch = index.epoch();
        List<Script> gone = new ArrayList<>();
        for (Waiting each : group) {
            Request.Forget forget = (Request.Forget) each.request;
            if (forget.epoch() == epoch && index.origin(forget.script().sha1()) == null) {
                gone.add(forget.script());
            }
        }
        maps.remove(index.generation(), gone, epoch);
        finish(group, Outcome.DONE);
    }

    private void flush(FlushMode mode, List<Waiting> group, Tenure tenure) {
        List<RequestId> requests = new ArrayList<>();
        for (Waiting each : group) {
            RequestId id = ((Request.Flush) each.request).id();
            if (!own.isDone(id)) {
                requests.add(id);
            }
        }
        if (requests.isEmpty()) {
            finish(group, tenure.settled());
            return;
        }
        if (mode == FlushMode.SYNC) {
            Step step = new Step.Flush(index.generation(), requests);
            CompletionStage<Outcome> outcome = tenure.commit(List.of(step), new ArrayList<>());
            if (!tenure.isOver()) {
                maps.clear(index.generation());
            }
            finish(group, outcome);
        } else {
            String generation = Snapshot.newGeneration(index.epoch() + 1);
            ScriptStore next = maps.open(generation);
            Step step = new Step.Flush(generation, requests);
            finish(group, tenure.commit(List.of(step), new ArrayList<>()));
            if (index.generation().equals(generation)) {
                maps.swap(next);
            }
        }
    }

    private void change(Request.Change change, List<Waiting> group, Tenure tenure) {
        if (own.isDone(change.id())) {
            finish(group, tenure.settled());
        } else if (!own.has(change.expected())) {
            finish(group, Outcome.STALE);
        } else {
            Step step = new Step.Change(change.directives(), change.id());
            finish(group, tenure.commit(List.of(step), new ArrayList<>()));
        }
    }
}

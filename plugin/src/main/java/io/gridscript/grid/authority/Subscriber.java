package io.gridscript.grid.authority;

import io.gridscript.acl.SharedUsers;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.SharedLibraries;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * This member's copy of the state. It takes the authority's steps in their order and feeds the
 * script index and the directives with them. Safe for all threads.
 */
final class Subscriber {

    /** Requests remembered; those before have long been answered. */
    private static final int DONE_REQUESTS = 1024;

    private final ScriptIndex index;
    private final Consumer<Map<String, String>> directivesSink;
    private final Lease lease = new Lease();
    private final Map<String, String> directives = new TreeMap<>();
    private final Set<RequestId> done = new LinkedHashSet<>();
    private Term promised = Term.NONE;
    private Term term = Term.NONE;
    private long sequence;
    private volatile Term lastPromised = Term.NONE;

    /**
     * @param directivesSink makes directives hold on this member
     */
    Subscriber(ScriptIndex index, Consumer<Map<String, String>> directivesSink) {
        this.index = index;
        this.directivesSink = directivesSink;
    }

    Lease lease() {
        return lease;
    }

    /** The latest term that this member knows of. */
    Term promised() {
        return lastPromised;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(
                term,
                sequence,
                index.epoch(),
                index.generation(),
                index.all(),
                Map.copyOf(directives),
                List.copyOf(done));
    }

    /** What it asks for when it renews its lease. */
    synchronized Renewal.Request renewal(boolean isLast) {
        return new Renewal.Request(term, sequence, promised, isLast);
    }

    synchronized boolean isDone(RequestId request) {
        return done.contains(request);
    }

    /** Whether directives are like that; empty stands for those that nobody has set. */
    synchronized boolean has(Map<String, String> expected) {
        for (Map.Entry<String, String> each : expected.entrySet()) {
            if (!directives.getOrDefault(each.getKey(), "").equals(each.getValue())) {
                return false;
            }
        }
        return true;
    }

    synchronized Answer obey(Order order) {
        if (!promise(order.term())) {
            return new Answer.Refused(promised);
        }
        if (order instanceof Order.Prepare) {
            return new Answer.Promised(snapshot());
        }
        if (order instanceof Order.Install install) {
            install(install.state());
        } else if (order instanceof Order.Take take) {
            return take(take, new ArrayList<>());
        }
        return new Answer.Done();
    }

    /** What an earlier term allowed is over when a later one begins. */
    private boolean promise(Term asked) {
        if (asked.isBefore(promised)) {
            return false;
        }
        if (promised.isBefore(asked)) {
            promised = asked;
            lastPromised = asked;
            lease.drop();
        }
        return true;
    }

    private void install(Snapshot state) {
        if (state.term().equals(term) && state.sequence() <= sequence) {
            return;
        }
        index.install(state.epoch(), state.generation(), state.scripts());
        term = state.term();
        sequence = state.sequence();
        done.clear();
        done.addAll(state.done());
        Map<String, String> changed = new TreeMap<>(state.directives());
        for (String former : directives.keySet()) {
            if (isGone(former, "")) {
                // What was removed since then has left nothing that would say so.
                changed.putIfAbsent(former, "");
            }
        }
        directives.clear();
        change(changed);
    }

    private static boolean isGone(String key, String value) {
        return SharedLibraries.isGone(key, value) || SharedUsers.isGone(key, value);
    }

    /**
     * Takes steps of a term that it has promised.
     *
     * @param evicted takes the scripts of EVAL that had to go
     */
    synchronized Answer take(Order.Take take, List<Script> evicted) {
        if (!take.term().equals(promised)) {
            return new Answer.Refused(promised);
        }
        if (!take.term().equals(term) || take.first() > sequence + 1) {
            return new Answer.Behind();
        }
        long next = take.first();
        for (Step step : take.steps()) {
            if (next > sequence) {
                take(step, next, evicted);
                sequence = next;
            }
            next++;
        }
        return new Answer.Done();
    }

    private void take(Step step, long number, List<Script> evicted) {
        if (step instanceof Step.Add add) {
            add(add, number, evicted);
        } else if (step instanceof Step.Flush flush) {
            index.begin(index.epoch() + 1, flush.generation());
            flush.requests().forEach(this::remember);
        } else if (step instanceof Step.Change change) {
            remember(change.request());
            change(change.directives());
        }
    }

    private void add(Step.Add add, long number, List<Script> evicted) {
        if (add.isFromHere()) {
            return;
        }
        evicted.addAll(index.add(add.script().addedBy(number), index.epoch()));
    }

    private void change(Map<String, String> changed) {
        changed.forEach(
                (key, value) -> {
                    if (isGone(key, value)) {
                        directives.remove(key);
                    } else {
                        directives.put(key, value);
                    }
                });
        if (!changed.isEmpty()) {
            directivesSink.accept(changed);
        }
    }

    private void remember(RequestId request) {
        done.add(request);
        if (done.size() > DONE_REQUESTS) {
            Iterator<RequestId> oldest = done.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Lets the lease last until then if the copy is as new as the authority demands. */
    synchronized boolean extendLease(Term granted, long needed, long until) {
        boolean entitled = granted.equals(promised) && granted.equals(term) && sequence >= needed;
        if (entitled) {
            lease.extend(until);
        }
        return entitled;
    }

    /** Gives the lease up. */
    synchronized void dropLease() {
        lease.drop();
    }
}

package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the authority knows of one subscriber: how far its copy is, until when it may trust it, and
 * the steps that it has not taken yet. Guarded by its {@link Tenure}.
 */
final class Subscription {

    /** With more steps than these outstanding, the whole state is sent instead. */
    private static final int MOST_STEPS = 4096;

    private static final int STEPS_IN_A_MESSAGE = 256;

    private record Waiting(long sequence, Step step) {}

    final Member member;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long awaitedUntil;
    private boolean hasLease;
    private long acknowledged;
    private long behindSince = System.nanoTime();
    private boolean needsState = true;
    private boolean isSending;

    /**
     * @param awaitedUntil until when steps wait for it though it has no lease yet
     */
    Subscription(Member member, long awaitedUntil) {
        this.member = member;
        this.awaitedUntil = awaitedUntil;
    }

    /** Whether a step is done only when this one has taken it. */
    boolean isAwaited(long now) {
        return awaitedUntil - now > 0;
    }

    /** Whether it may hold a lease of this term. */
    boolean mayTrust(long now) {
        return hasLease && isAwaited(now);
    }

    void lease(long until) {
        hasLease = true;
        if (until - awaitedUntil > 0) {
            awaitedUntil = until;
        }
    }

    void endLease(long now) {
        awaitedUntil = now;
    }

    long acknowledged() {
        return acknowledged;
    }

    boolean needsState() {
        return needsState;
    }

    void needState() {
        needsState = true;
    }

    /** For how long it has not taken a step that is there for it. */
    long nanosBehind(long last, long now) {
        return acknowledged >= last ? 0 : now - behindSince;
    }

    void add(long sequence, Step step) {
        if (acknowledged >= sequence - 1) {
            behindSince = System.nanoTime();
        }
        waiting.add(new Waiting(sequence, step));
        if (waiting.size() > MOST_STEPS) {
            waiting.clear();
            needsState = true;
        }
    }

    /**
     * The next thing to tell it, which must then be answered.
     *
     * @param last the sequence of the state
     * @return null when there is nothing, or something is on its way
     */
    Order next(Term term, Subscriber own) {
        if (isSending || !needsState && waiting.isEmpty()) {
            return null;
        }
        isSending = true;
        if (needsState) {
            return new Order.Install(own.snapshot());
        }
        List<Step> steps = new ArrayList<>();
        for (Waiting each : waiting) {
            if (steps.size() < STEPS_IN_A_MESSAGE) {
                steps.add(each.step());
            }
        }
        return new Order.Take(term, waiting.peek().sequence(), steps);
    }

    /** It has taken everything up to that sequence. */
    void acknowledge(long sequence) {
        if (sequence > acknowledged) {
            acknowledged = sequence;
            behindSince = System.nanoTime();
        }
        while (!waiting.isEmpty() && waiting.peek().sequence() <= acknowledged) {
            waiting.remove();
        }
    }

    /** The state that it was sent is there. */
    void installed(long sequence) {
        needsState = false;
        acknowledge(sequence);
    }

    void answered() {
        isSending = false;
    }
}

package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import io.gridscript.script.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * One term of this member as the authority: gives steps their order, tells them to the subscribers,
 * and knows when all of them have taken a step or lost their lease.
 */
final class Tenure {

    private static final System.Logger LOGGER = System.getLogger(Tenure.class.getName());
    private static final Duration ORDER_TIMEOUT = Duration.ofSeconds(2);

    /** A subscriber that has not taken a step for so long gets no lease any more. */
    private static final long GRANTED_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** After so long whoever waits is told who lags. */
    private static final long LAG_NANOS = TimeUnit.SECONDS.toNanos(12);

    private record Awaited(long sequence, long since, CompletableFuture<Outcome> outcome) {}

    /** Outcomes that became known, to be told without the lock. */
    private record Known(CompletableFuture<Outcome> outcome, Outcome value) {
        void tell() {
            outcome.complete(value);
        }
    }

    private final Term term;
    private final Subscriber own;
    private final GridMessages messages;
    private final Participants participants;
    private final BiConsumer<Tenure, Term> deposed;
    private final Map<UUID, Subscription> subscriptions = new HashMap<>();
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private final long formerLeasesUntil;
    private long sequence;
    private long settled;
    private long confirmedUntil;
    private boolean isOver;

    /**
     * @param deposed told when a later term is found out, {@link Term#NONE} when a subscriber has a
     *     state that is not from here; the tenure is the first argument
     * @param state with which it begins
     * @param formerLeasesUntil until when members may hold leases that are not known here
     * @param confirmedUntil until when this member may trust that it still is the authority
     */
    Tenure(
            Subscriber own,
            GridMessages messages,
            Participants participants,
            BiConsumer<Tenure, Term> deposed,
            Snapshot state,
            long formerLeasesUntil,
            long confirmedUntil) {
        this.term = state.term();
        this.own = own;
        this.messages = messages;
        this.participants = participants;
        this.deposed = deposed;
        this.sequence = state.sequence();
        this.settled = state.sequence();
        this.formerLeasesUntil = formerLeasesUntil;
        this.confirmedUntil = confirmedUntil;
    }

    Term term() {
        return term;
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /** Sends the state to the members that were there at the take-over. */
    synchronized void begin(List<Member> members) {
        long until = System.nanoTime() + Lease.NANOS;
        for (Member each : members) {
            Subscription subscription = new Subscription(each, until);
            subscriptions.put(each.getUuid(), subscription);
            send(subscription);
        }
        own.extendLease(term, sequence, confirmedUntil);
    }

    /**
     * Takes steps here and tells them to all.
     *
     * @param evicted takes the scripts of EVAL that had to go here
     * @return completes when they hold everywhere, or when that can't be said
     */
    CompletionStage<Outcome> commit(List<Step> steps, List<Script> evicted) {
        synchronized (this) {
            Order.Take take = new Order.Take(term, sequence + 1, steps);
            if (isOver || !(own.take(take, evicted) instanceof Answer.Done)) {
                return CompletableFuture.completedFuture(Outcome.NOT_SERVING);
            }
            for (Step step : steps) {
                sequence++;
                for (Subscription each : subscriptions.values()) {
                    each.add(sequence, step);
                }
            }
            subscriptions.values().forEach(this::send);
        }
        return settled();
    }

    /** Completes when every step so far holds everywhere, or when that can't be said. */
    CompletionStage<Outcome> settled() {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        synchronized (this) {
            if (isOver) {
                return CompletableFuture.completedFuture(Outcome.NOT_SERVING);
            }
            awaited.add(new Awaited(sequence, System.nanoTime(), outcome));
        }
        review();
        return outcome;
    }

    /** Answers a subscriber that renews its lease. */
    synchronized Renewal.Grant grant(Member member, Renewal.Request renewal) {
        if (isOver) {
            return Renewal.Grant.NONE;
        }
        long now = System.nanoTime();
        Subscription subscription = subscriptions.get(member.getUuid());
        if (renewal.isLast()) {
            if (subscription != null) {
                subscription.endLease(now);
            }
            return Renewal.Grant.NONE;
        }
        boolean isKnown = renewal.term().equals(term);
        if (!isKnown && isForeign(subscription, renewal)) {
            deposed.accept(this, renewal.promised());
            return Renewal.Grant.NONE;
        }
        if (subscription == null) {
            subscription = new Subscription(member, now);
            subscriptions.put(member.getUuid(), subscription);
        } else if (isKnown) {
            subscription.acknowledge(renewal.sequence());
        }
        send(subscription);
        long nanos = Math.min(Lease.NANOS, confirmedUntil - now);
        boolean isEntitled =
                isKnown
                        && renewal.sequence() >= settled
                        && subscription.nanosBehind(sequence, now) < GRANTED_BEHIND_NANOS;
        if (!isEntitled || nanos <= 0) {
            return Renewal.Grant.NONE;
        }
        subscription.lease(now + nanos);
        return new Renewal.Grant(term, nanos, settled);
    }

    /**
     * Whether a subscriber has a state that this term did not begin with: of the other side of a
     * split cluster, or of a member that could not be asked.
     */
    private boolean isForeign(Subscription subscription, Renewal.Request renewal) {
        if (term.isBefore(renewal.promised())) {
            return true;
        }
        boolean isBeingSent = subscription != null && subscription.needsState();
        return !renewal.term().equals(Term.NONE) && !isBeingSent;
    }

    /** Asks the others whether this member still is the authority. */
    void confirm() {
        long sent = System.nanoTime();
        List<Member> others = participants.others();
        if (others.isEmpty()) {
            confirmed(sent);
        }
        byte[] order = StateWriter.order(new Order.Confirm(term));
        for (Member other : others) {
            messages.send(other, MessageKind.AUTHORITY_ORDER, order, ORDER_TIMEOUT)
                    .whenComplete(
                            (answer, failure) -> {
                                if (failure == null) {
                                    confirmed(sent, answer);
                                }
                            });
        }
    }

    private void confirmed(long sent, byte[] bytes) {
        Answer answer = read(bytes);
        if (answer instanceof Answer.Done) {
            confirmed(sent);
        } else if (answer instanceof Answer.Refused refused) {
            deposed.accept(this, refused.promised());
        }
    }

    private synchronized void confirmed(long sent) {
        long until = sent + Lease.NANOS;
        if (!isOver && until - confirmedUntil > 0) {
            confirmedUntil = until;
        }
        own.extendLease(term, settled, confirmedUntil);
    }

    /** Looks after what nobody calls for: leases that run out, messages that were lost. */
    void tick() {
        synchronized (this) {
            long now = System.nanoTime();
            subscriptions
                    .values()
                    .removeIf(
                            each ->
                                    !each.mayTrust(now)
                                            && !participants.contains(each.member.getUuid()));
            subscriptions.values().forEach(this::send);
        }
        review();
    }

    /** A member that is gone is told nothing more; its lease may still be valid there. */
    private void send(Subscription subscription) {
        if (isOver || !participants.contains(subscription.member.getUuid())) {
            return;
        }
        Order order = subscription.next(term, own);
        if (order == null) {
            return;
        }
        messages.send(
                        subscription.member,
                        MessageKind.AUTHORITY_ORDER,
                        StateWriter.order(order),
                        ORDER_TIMEOUT)
                .whenComplete((answer, failure) -> answered(subscription, order, answer, failure));
    }

    /** After a failure the next tick sends it again. */
    private void answered(Subscription subscription, Order order, byte[] bytes, Throwable failure) {
        Answer answer = failure == null ? read(bytes) : null;
        synchronized (this) {
            subscription.answered();
            if (answer instanceof Answer.Done) {
                if (order instanceof Order.Install install) {
                    subscription.installed(install.state().sequence());
                } else if (order instanceof Order.Take take) {
                    subscription.acknowledge(take.first() + take.steps().size() - 1);
                }
                send(subscription);
            } else if (answer instanceof Answer.Behind) {
                subscription.needState();
                send(subscription);
            }
        }
        if (answer instanceof Answer.Refused refused) {
            deposed.accept(this, refused.promised());
        }
        review();
    }

    private static Answer read(byte[] bytes) {
        try {
            return StateReader.answer(bytes);
        } catch (CorruptInput e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "A member answers the script authority with {0}. Start it again with the same"
                            + " Gridscript jar as the others",
                    e.getMessage());
            return null;
        }
    }

    /** Tells those who wait what has become known. */
    private void review() {
        List<Known> known = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            long everywhere = everywhere(now);
            while (!awaited.isEmpty() && awaited.peek().sequence() <= everywhere) {
                Awaited next = awaited.remove();
                settled = Math.max(settled, next.sequence());
                known.add(new Known(next.outcome(), Outcome.DONE));
            }
            while (!awaited.isEmpty() && now - awaited.peek().since() > LAG_NANOS) {
                known.add(new Known(awaited.remove().outcome(), new Outcome.Failed(lag(now))));
            }
        }
        known.forEach(Known::tell);
    }

    /** The last step that no member with a lease lacks. */
    private long everywhere(long now) {
        if (formerLeasesUntil - now > 0) {
            return 0;
        }
        long everywhere = sequence;
        for (Subscription each : subscriptions.values()) {
            if (each.isAwaited(now)) {
                everywhere = Math.min(everywhere, each.acknowledged());
            }
        }
        return everywhere;
    }

    private String lag(long now) {
        return "ERR the change stands, but not every member has acknowledged it in time: "
                + subscriptions.values().stream()
                        .filter(each -> each.nanosBehind(sequence, now) > 0)
                        .map(each -> each.member.getAddress().toString())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + " lags behind";
    }

    /** Ends it: whoever waits has to ask the next authority. */
    void end() {
        List<Awaited> left;
        synchronized (this) {
            isOver = true;
            left = new ArrayList<>(awaited);
            awaited.clear();
        }
        left.forEach(each -> each.outcome().complete(Outcome.NOT_SERVING));
    }
}

package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptIndex;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The seat of the authority on this member: empty, or taken for one term after the other while
 * Hazelcast's partition table gives it to this member. Steps and take-overs happen on one executor,
 * one after the other.
 */
final class Seat {

    private static final System.Logger LOGGER = System.getLogger(Seat.class.getName());

    private final Subscriber own;
    private final GridMessages messages;
    private final Participants participants;
    private final ScriptMaps maps;
    private final StepQueue queue;
    private final Executor executor;
    private final Departures departures;
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicReference<Term> heard = new AtomicReference<>(Term.NONE);
    private volatile Tenure tenure;
    private volatile boolean mapMayDiffer;

    /**
     * @param executor where it is allowed to wait for the grid
     */
    Seat(
            Subscriber own,
            ScriptIndex index,
            GridMessages messages,
            Participants participants,
            ScriptMaps maps,
            Departures departures,
            Executor executor) {
        this.own = own;
        this.messages = messages;
        this.participants = participants;
        this.maps = maps;
        this.departures = departures;
        this.executor = executor;
        queue = new StepQueue(own, index, maps);
    }

    /** Whether this member serves as the authority. */
    boolean isTaken() {
        return tenure != null;
    }

    /** Takes a request; the outcome says when nobody sits here. */
    CompletionStage<Outcome> submit(Request request, boolean isLocal) {
        if (!isTaken()) {
            return CompletableFuture.completedFuture(Outcome.NOT_SERVING);
        }
        CompletionStage<Outcome> outcome = queue.add(request, isLocal);
        work();
        return outcome;
    }

    /** This member's index has evicted a script: so does the map, if it is this member's. */
    void forget(Script script, long epoch) {
        if (isTaken()) {
            queue.add(new Request.Forget(script, epoch), true);
            work();
        }
    }

    Renewal.Grant grant(Member member, Renewal.Request renewal) {
        Tenure current = tenure;
        return current == null ? Renewal.Grant.NONE : current.grant(member, renewal);
    }

    /** Has it confirmed that this member still is the authority, if it is. */
    void confirm() {
        Tenure current = tenure;
        if (current != null) {
            current.confirm();
        }
    }

    /** The map may not be what the state says: it is looked at when there is time. */
    void suspectMap() {
        mapMayDiffer = true;
    }

    /** Looks whose the seat is. */
    void tick() {
        Tenure current = tenure;
        if (current != null
                && (!participants.isAuthority() || !own.promised().equals(current.term()))) {
            leave(current);
            current = null;
        }
        if (current != null) {
            current.tick();
        }
        boolean isTaking = current == null && participants.isAuthority();
        if (isTaking || mapMayDiffer || !queue.isEmpty()) {
            work();
        }
    }

    /** Somebody knows of a later term, or has a state that isn't from here. */
    private void depose(Tenure deposed, Term later) {
        heard.accumulateAndGet(later, Term::later);
        leave(deposed);
    }

    private void leave(Tenure left) {
        if (tenure == left) {
            tenure = null;
        }
        left.end();
    }

    private void work() {
        if (working.compareAndSet(false, true)) {
            try {
                executor.execute(this::workUntilDone);
            } catch (RejectedExecutionException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", e);
            }
        }
    }

    private void workUntilDone() {
        try {
            if (tenure == null && participants.isAuthority()) {
                takeOver();
            }
            reconcileIfSuspect();
            queue.run(() -> tenure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (HazelcastInstanceNotActiveException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", e);
        } finally {
            working.set(false);
        }
        if (!queue.isEmpty()) {
            work();
        }
    }

    private void takeOver() throws InterruptedException {
        TakeOver takeOver = new TakeOver(own, messages, participants, heard.get());
        Snapshot state = takeOver.run();
        if (state == null || !(own.obey(new Order.Install(state)) instanceof Answer.Done)) {
            return;
        }
        long confirmedUntil =
                takeOver.isConfirmed() ? takeOver.start() + Lease.NANOS : System.nanoTime();
        Tenure taken =
                new Tenure(
                        own,
                        messages,
                        participants,
                        this::depose,
                        state,
                        departures.leasesUntil(),
                        confirmedUntil);
        mapMayDiffer = true;
        tenure = taken;
        taken.begin(participants.others());
        LOGGER.log(
                System.Logger.Level.DEBUG,
                "This member is the script authority, term {0}, epoch {1}, {2} scripts",
                state.term().number(),
                state.epoch(),
                state.scripts().size());
    }

    private void reconcileIfSuspect() {
        if (!mapMayDiffer || tenure == null) {
            return;
        }
        mapMayDiffer = false;
        try {
            maps.reconcile(own.snapshot());
        } catch (HazelcastInstanceNotActiveException e) {
            throw e;
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script map could not be brought up to date: {0}. It is tried again",
                    e.toString());
        }
    }

    /** Whoever waits has to ask the next authority. */
    void close() {
        Tenure current = tenure;
        if (current != null) {
            leave(current);
        }
    }
}

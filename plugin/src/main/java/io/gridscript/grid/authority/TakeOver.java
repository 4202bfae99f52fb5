package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import io.gridscript.keyspace.CorruptInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How this member becomes the authority: it has every member promise to take nothing of earlier
 * terms, and adopts the newest of their states. Members that don't answer are waited for as long as
 * a lease of an earlier term may last.
 */
final class TakeOver {

    private static final System.Logger LOGGER = System.getLogger(TakeOver.class.getName());
    private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 20;

    private final Subscriber own;
    private final GridMessages messages;
    private final Participants participants;
    private final Map<UUID, Snapshot> states = new HashMap<>();
    private final long start = System.nanoTime();
    private Term term;
    private boolean isRefused;
    private boolean hasAnswer;

    /**
     * @param heard the latest term that this member has heard of
     */
    TakeOver(Subscriber own, GridMessages messages, Participants participants, Term heard) {
        this.own = own;
        this.messages = messages;
        this.participants = participants;
        term = Term.later(heard, own.promised()).next(participants.local());
    }

    /**
     * Waits until every other member has promised, is gone, or can't have a lease any more.
     *
     * @return the state to begin with, or null when another member has become the authority
     */
    Snapshot run() throws InterruptedException {
        while (participants.isAuthority()) {
            Answer answer = own.obey(new Order.Prepare(term));
            if (!(answer instanceof Answer.Promised promised)) {
                restart(own.promised());
                continue;
            }
            List<Member> silent = ask();
            if (isRefused) {
                continue;
            }
            if (silent.isEmpty() || System.nanoTime() - start > Lease.NANOS) {
                tellOf(silent);
                List<Snapshot> all = new ArrayList<>(states.values());
                all.add(promised.state());
                return Snapshot.merge(all, term);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** Asks those that have not promised yet; returns those that still have not. */
    private List<Member> ask() throws InterruptedException {
        isRefused = false;
        byte[] order = StateWriter.order(new Order.Prepare(term));
        Map<Member, CompletableFuture<byte[]>> asked = new HashMap<>();
        for (Member each : participants.others()) {
            if (!states.containsKey(each.getUuid())) {
                asked.put(
                        each,
                        messages.send(each, MessageKind.AUTHORITY_ORDER, order, PREPARE_TIMEOUT)
                                .toCompletableFuture());
            }
        }
        List<Member> silent = new ArrayList<>();
        for (Map.Entry<Member, CompletableFuture<byte[]>> each : asked.entrySet()) {
            if (!take(each.getKey(), each.getValue())) {
                silent.add(each.getKey());
            }
        }
        return silent;
    }

    private boolean take(Member member, CompletableFuture<byte[]> bytes)
            throws InterruptedException {
        try {
            Answer answer =
                    StateReader.answer(
                            bytes.get(PREPARE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
            if (answer instanceof Answer.Refused refused) {
                restart(refused.promised());
            } else if (answer instanceof Answer.Promised promised) {
                hasAnswer = true;
                states.put(member.getUuid(), promised.state());
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "{0} does not answer: {1}", member, e.toString());
        } catch (CorruptInput e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Member {0} answers the script authority with {1}. Start it again with the"
                            + " same Gridscript jar as the others",
                    member.getAddress(),
                    e.getMessage());
        }
        return false;
    }

    private void restart(Term heard) {
        term = Term.later(heard, term).next(participants.local());
        states.clear();
        isRefused = true;
    }

    private static void tellOf(List<Member> silent) {
        if (!silent.isEmpty()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script authority begins without {0}, which did not answer: whatever only"
                            + " these know of scripts and settings is lost. They get the state when"
                            + " they answer again",
                    silent.stream().map(each -> each.getAddress().toString()).toList());
        }
    }

    /** Members that promised; the others may hold no lease any more, wherever they are. */
    boolean isConfirmed() {
        return hasAnswer || participants.others().isEmpty();
    }

    /** When it began, on the clock of leases. */
    long start() {
        return start;
    }
}

package io.gridscript.grid.pubsub;

import com.hazelcast.cluster.Member;
import io.gridscript.grid.execution.KeyspaceThreads;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.grid.message.MessageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** This member's streams to all others that take part. Safe for all threads. */
final class Links {

    private static final System.Logger LOGGER = System.getLogger(Links.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 50;

    /**
     * A member that is there but doesn't answer is waited for so long. Afterwards a subscription is
     * confirmed though publishers on that member don't know of it yet: their messages reach and
     * count it once that member has caught up, for what it lacks is still sent to it.
     */
    private static final long PATIENCE_SECONDS = 5;

    /** Lets a stream begin anew with what the other must know first. */
    @FunctionalInterface
    interface Restart {
        void restart(Link link, byte[] batch);
    }

    private final GridMessages messages;
    private final Participants participants;
    private final KeyspaceThreads threads;
    private final Restart restart;
    private final Map<UUID, Link> links = new ConcurrentHashMap<>();

    Links(
            GridMessages messages,
            Participants participants,
            KeyspaceThreads threads,
            Restart restart) {
        this.messages = messages;
        this.participants = participants;
        this.threads = threads;
        this.restart = restart;
    }

    /** Those to whom there is no stream yet. */
    List<Member> missing() {
        List<Member> missing = new ArrayList<>();
        for (Member other : participants.others()) {
            if (!links.containsKey(other.getUuid())) {
                missing.add(other);
            }
        }
        return missing;
    }

    /** Begins a stream. */
    void begin(Member member, List<byte[]> first) {
        links.put(member.getUuid(), new Link(member, this::send, first));
    }

    /** The stream to that member, or null. */
    Link to(UUID member) {
        return links.get(member);
    }

    /** Adds an item to all streams. */
    void add(byte[] item) {
        links.values().forEach(link -> link.add(item));
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    /** Lets go what was added; not to be called with a lock held. */
    void flush() {
        links.values().forEach(Link::flush);
    }

    /**
     * Completes when all others have what there is for them now, are gone, or have had enough time.
     *
     * @return null when nothing need be waited for
     */
    CompletionStage<Void> delivered() {
        CompletableFuture<Void> all = null;
        for (Link link : links.values()) {
            CompletionStage<Void> one = link.delivered();
            if (one != null) {
                CompletableFuture<Void> next = one.toCompletableFuture();
                all = all == null ? next : CompletableFuture.allOf(all, next);
            }
        }
        return all == null ? null : all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void send(Link link, byte[] batch) {
        messages.send(link.member(), MessageKind.PUBSUB_STREAM, batch, TIMEOUT)
                .whenComplete(
                        (answer, failure) -> {
                            if (failure != null) {
                                sendAgain(link, batch, failure);
                            } else if (answer[0] == Link.TAKEN) {
                                link.taken(batch);
                            } else {
                                restart.restart(link, batch);
                                link.flush();
                            }
                        });
    }

    private void sendAgain(Link link, byte[] batch, Throwable failure) {
        LOGGER.log(System.Logger.Level.DEBUG, "A batch of pub/sub is sent again", failure);
        if (!participants.contains(link.member().getUuid())) {
            end(link.member().getUuid());
            return;
        }
        try {
            threads.schedule(
                    () -> {
                        if (link.isOnItsWay(batch)) {
                            send(link, batch);
                        }
                    },
                    RETRY_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException tooLate) {
            LOGGER.log(System.Logger.Level.DEBUG, "The member stops", tooLate);
        }
    }

    /** That member is gone. */
    void end(UUID member) {
        Link link = links.remove(member);
        if (link != null) {
            link.end();
        }
    }

    void endAll() {
        List.copyOf(links.keySet()).forEach(this::end);
    }
}

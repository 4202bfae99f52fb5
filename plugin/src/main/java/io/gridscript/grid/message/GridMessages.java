package io.gridscript.grid.message;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.internal.util.executor.ExecutorType;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.grid.GridService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Messages from member to member, each with one answer. A message is tried once: who sends it knows
 * whether and when to send it again. Safe for all threads, and light: members that nobody sends
 * anything have one, too.
 */
public final class GridMessages {

    /** Hazelcast executor on which messages and answers are handled. */
    public static final String EXECUTOR = "gridscript:messages";

    private static final int THREADS = 4;

    private final NodeEngine nodeEngine;
    private final ExecutionService executors;
    private final Executor callbacks = this::runCallback;
    private final Runnable beforeMessage;
    private final Map<MessageKind, MessageHandler> handlers = new ConcurrentHashMap<>();
    private volatile Predicate<MessageKind> severed = kind -> false;

    /**
     * @param beforeMessage runs before a message from another member is handled, so that handlers
     *     need not be there earlier
     */
    public GridMessages(NodeEngine nodeEngine, Runnable beforeMessage) {
        this.nodeEngine = nodeEngine;
        this.beforeMessage = beforeMessage;
        executors = nodeEngine.getExecutionService();
        executors.register(EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
    }

    /** Whoever waits for an answer must get one even when the member shuts down. */
    private void runCallback(Runnable callback) {
        try {
            executors.execute(EXECUTOR, callback);
        } catch (RejectedExecutionException e) {
            callback.run();
        }
    }

    /** Says who answers messages of a kind on this member. */
    public void register(MessageKind kind, MessageHandler handler) {
        handlers.put(kind, handler);
    }

    /**
     * Sends a message to another member.
     *
     * @return completes with the answer, or exceptionally, on a thread of {@link #EXECUTOR}; after
     *     the timeout nobody knows whether the message was handled
     */
    public CompletionStage<byte[]> send(
            Member to, MessageKind kind, byte[] payload, Duration timeout) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (severed.test(kind)) {
            answer.completeExceptionally(unreachable());
            return answer;
        }
        nodeEngine
                .getOperationService()
                .createInvocationBuilder(
                        GridService.NAME, new MessageOperation(kind, payload), to.getAddress())
                .setTryCount(1)
                .setCallTimeout(timeout.toMillis())
                // Also from Hazelcast's own threads, on which answers arrive.
                .setAsync()
                .<byte[]>invoke()
                // On an executor of ours: Hazelcast's default starts a thread for each callback
                // where there are few processors.
                .whenCompleteAsync((bytes, failure) -> complete(answer, bytes, failure), callbacks);
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void complete(
            CompletableFuture<byte[]> answer, byte[] bytes, Throwable failure) {
        if (failure == null) {
            answer.complete(bytes);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /** Handles a message that has arrived, elsewhere; the answer or a failure goes to a sink. */
    void receive(
            MessageKind kind,
            Address sender,
            byte[] payload,
            BiConsumer<byte[], Throwable> answer) {
        try {
            executors.execute(EXECUTOR, () -> receiveHere(kind, sender, payload, answer));
        } catch (RejectedExecutionException e) {
            answer.accept(null, new HazelcastInstanceNotActiveException());
        }
    }

    private void receiveHere(
            MessageKind kind,
            Address sender,
            byte[] payload,
            BiConsumer<byte[], Throwable> answer) {
        try {
            handle(kind, sender, payload).whenComplete(answer);
        } catch (RuntimeException e) {
            answer.accept(null, e);
        }
    }

    private CompletionStage<byte[]> handle(MessageKind kind, Address sender, byte[] payload) {
        if (severed.test(kind)) {
            throw unreachable();
        }
        beforeMessage.run();
        Member member = nodeEngine.getClusterService().getMember(sender);
        MessageHandler handler = handlers.get(kind);
        if (member == null || handler == null) {
            throw new HazelcastException("A message from " + sender + " can't be handled here yet");
        }
        return handler.handle(member, payload);
    }

    /** Lets messages of some kinds neither leave nor arrive, for tests. */
    public void sever(Predicate<MessageKind> kinds) {
        severed = kinds;
    }

    private static HazelcastException unreachable() {
        return new HazelcastException("severed");
    }
}

package io.gridscript.api;

import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a Hazelcast client's commands: as tasks of the executor {@code gridscript:commands} on
 * any of the members, of which each may run as many at a time as that executor has threads.
 */
final class ClientRoute implements CommandRoute {

    private static final String EXECUTOR = "gridscript:commands";

    private final IExecutorService executor;

    ClientRoute(HazelcastInstance client) {
        executor = client.getExecutorService(EXECUTOR);
    }

    @Override
    public CompletableFuture<Object> call(byte[][] words, boolean bytes) {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        executor.submit(
                new CommandTask(words, bytes),
                new ExecutionCallback<>() {
                    @Override
                    public void onResponse(Object response) {
                        reply.complete(response);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        reply.completeExceptionally(cause(failure));
                    }
                });
        return reply;
    }

    private static Throwable cause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ScriptException) {
                return each;
            }
        }
        return failure;
    }
}

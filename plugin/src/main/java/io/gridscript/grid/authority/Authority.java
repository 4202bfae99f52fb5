package io.gridscript.grid.authority;

import com.hazelcast.config.Config;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import com.hazelcast.internal.util.executor.ExecutorType;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.FlushMode;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptAuthority;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.Sha1;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The script authority: takes one step after the other, each on a Hazelcast executor, so that loads
 * and flushes have one order. A step first changes what members may run, then what is stored, and
 * is answered when both is done.
 */
public final class Authority implements ScriptAuthority {

    /** Hazelcast executor on which steps are taken. */
    public static final String EXECUTOR = "gridscript:scripts";

    /** Hazelcast executor that destroys the maps that SCRIPT FLUSH ASYNC swaps out. */
    public static final String FLUSH_EXECUTOR = "gridscript:script-flush";

    private static final System.Logger LOGGER = System.getLogger(Authority.class.getName());
    private static final int THREADS = 1;

    /** A step that waits for its turn. */
    private record Step(FlushMode flush, Runnable work, CompletableFuture<Void> done) {}

    private final ExecutionService executors;
    private final ScriptIndex index;
    private final ScriptStores stores;
    private final Deque<Step> waiting = new ArrayDeque<>();
    private boolean stepping;
    private ScriptStore store;

    public Authority(NodeEngine nodeEngine, ScriptIndex index) {
        this.index = index;
        executors = nodeEngine.getExecutionService();
        executors.register(EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
        executors.register(FLUSH_EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
        stores = new ScriptStores(nodeEngine);
    }

    /** Says how our maps are kept on this member, before it has started. */
    public static void configure(NodeEngine nodeEngine) {
        Config config = nodeEngine.getConfig();
        // Before the start there is no cluster yet to tell of a change, which the dynamic form
        // does.
        if (config instanceof DynamicConfigurationAwareConfig dynamic) {
            config = dynamic.getStaticConfig();
        }
        config.addReplicatedMapConfig(ScriptStores.config());
    }

    /** Begins the first epoch, after the member has started. */
    public void start() {
        stores.configureCluster();
        String generation = newGeneration(1);
        store = stores.open(generation);
        index.begin(1, generation);
    }

    @Override
    public CompletionStage<Script> load(byte[] source) {
        return take(
                () -> {
                    Script known = index.find(Sha1.hex(source));
                    Script script = known == null ? Script.of(source) : known;
                    long epoch = index.epoch();
                    store.put(script, Origin.LOADED, epoch);
                    index.add(script, Origin.LOADED, epoch);
                    return script;
                });
    }

    @Override
    public CompletionStage<Void> flush(FlushMode mode) {
        synchronized (waiting) {
            Step last = waiting.peekLast();
            if (last != null && last.flush == mode) {
                return last.done;
            }
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        add(new Step(mode, () -> step(done, () -> flushNow(mode)), done));
        return done;
    }

    @Override
    public void publish(Script script, long epoch) {
        take(
                () -> {
                    if (index.epoch() == epoch && index.contains(script.sha1())) {
                        store.put(script, Origin.EVALUATED, epoch);
                    }
                    return null;
                });
    }

    @Override
    public void evicted(Script script, long epoch) {
        take(
                () -> {
                    if (index.epoch() == epoch && !index.contains(script.sha1())) {
                        store.remove(script, epoch);
                    }
                    return null;
                });
    }

    private Void flushNow(FlushMode mode) {
        long epoch = index.epoch() + 1;
        if (mode == FlushMode.SYNC) {
            index.begin(epoch, index.generation());
            store.clear();
        } else {
            ScriptStore old = store;
            String generation = newGeneration(epoch);
            store = stores.open(generation);
            index.begin(epoch, generation);
            executors.execute(FLUSH_EXECUTOR, () -> destroy(old));
        }
        return null;
    }

    private void destroy(ScriptStore old) {
        try {
            old.destroy();
            // As a step: no generation may begin while it is decided which stores are old.
            take(
                    () -> {
                        stores.sweep(index.generation());
                        return null;
                    });
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Script map {0} of a flushed generation could not be destroyed: {1}."
                            + " It is never used again; destroy it by that name to free its memory",
                    old.name(),
                    e.getMessage());
        }
    }

    private static String newGeneration(long epoch) {
        return epoch + "-" + UUID.randomUUID();
    }

    private <T> CompletionStage<T> take(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        add(new Step(null, () -> step(done, work), null));
        return done;
    }

    private static <T> void step(CompletableFuture<T> done, Supplier<T> work) {
        try {
            done.complete(work.get());
        } catch (ErrorReply e) {
            done.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script map could not be changed: {0}. Scripts in memory keep running",
                    e.toString());
            done.completeExceptionally(
                    ErrorReply.err("the script map could not be changed: " + e.getMessage()));
        }
    }

    private void add(Step step) {
        boolean first;
        synchronized (waiting) {
            waiting.add(step);
            first = !stepping;
            stepping = true;
        }
        if (first) {
            try {
                executors.execute(EXECUTOR, this::takeSteps);
            } catch (RejectedExecutionException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", e);
            }
        }
    }

    private void takeSteps() {
        for (Step step = nextStep(); step != null; step = nextStep()) {
            step.work.run();
        }
    }

    private Step nextStep() {
        synchronized (waiting) {
            Step next = waiting.poll();
            stepping = next != null;
            return next;
        }
    }
}

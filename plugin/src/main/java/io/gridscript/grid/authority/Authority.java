package io.gridscript.grid.authority;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.internal.dynamicconfig.DynamicConfigurationAwareConfig;
import com.hazelcast.internal.util.executor.ExecutorType;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import io.gridscript.grid.membership.Participants;
import io.gridscript.grid.message.GridMessages;
import io.gridscript.reply.ErrorReply;
import io.gridscript.script.CachedScript;
import io.gridscript.script.FlushMode;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptAuthority;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.ScriptLease;
import io.gridscript.script.Sha1;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The authority as this member takes part in it: its copy of the state, its lease, its requests,
 * and the seat, should it be this member's turn.
 */
public final class Authority implements ScriptAuthority {

    /** Hazelcast executor on which steps are taken. */
    public static final String EXECUTOR = "gridscript:scripts";

    /** Hazelcast executor that destroys the maps that SCRIPT FLUSH ASYNC swaps out. */
    public static final String FLUSH_EXECUTOR = "gridscript:script-flush";

    /** Hazelcast executor on which the script map is changed. */
    private static final String MAP_EXECUTOR = "gridscript:script-map";

    private static final System.Logger LOGGER = System.getLogger(Authority.class.getName());
    private static final int THREADS = 1;
    private static final long TICK_MILLIS = 100;
    private static final int TICKS_BETWEEN_RENEWALS = 10;
    private static final int TICKS_BETWEEN_LOOKS_AT_THE_MAP = 100;

    private final ExecutionService executors;
    private final Participants participants;
    private final ScriptIndex index;
    private final ScriptStores stores;
    private final Subscriber own;
    private final Departures departures = new Departures();
    private final Seat seat;
    private final LeaseKeeper lease;
    private final Inquiries inquiries;
    private final StoreSweep sweep;
    private final UUID requester = UUID.randomUUID();
    private final AtomicLong requests = new AtomicLong();
    private ScheduledFuture<?> ticking;
    private int ticks;

    /**
     * @param directives makes hold on this member what CONFIG SET or ACL has set anywhere
     */
    public Authority(
            NodeEngine nodeEngine,
            GridMessages messages,
            ScriptIndex index,
            Consumer<Map<String, String>> directives) {
        this.index = index;
        executors = nodeEngine.getExecutionService();
        executors.register(EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
        executors.register(MAP_EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
        executors.register(FLUSH_EXECUTOR, THREADS, Integer.MAX_VALUE, ExecutorType.CACHED);
        participants = new Participants(nodeEngine);
        stores = new ScriptStores(nodeEngine);
        own = new Subscriber(index, directives);
        PatientWork mapWork =
                new PatientWork(
                        task -> executors.execute(MAP_EXECUTOR, task),
                        Lease.NANOS,
                        this::mapMayDiffer);
        seat =
                new Seat(
                        own,
                        index,
                        messages,
                        participants,
                        new ScriptMaps(stores, executors, FLUSH_EXECUTOR, mapWork),
                        departures,
                        task -> executors.execute(EXECUTOR, task));
        lease = new LeaseKeeper(own, seat, messages, participants, executors);
        inquiries = new Inquiries(seat, messages, participants, executors);
        sweep = new StoreSweep(stores, index);
        new Correspondence(own, seat, lease, participants).register(messages);
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

    /** Begins to take part, after the member has started. */
    public synchronized void start() {
        if (ticking == null) {
            ticking =
                    executors.scheduleWithRepetition(
                            GridMessages.EXECUTOR,
                            this::tick,
                            0,
                            TICK_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            tickNow();
        } catch (HazelcastInstanceNotActiveException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", e);
        } catch (RuntimeException e) {
            // Hazelcast would end the repetition, and say nothing.
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The script authority could not look after its seat: {0}. It is tried again",
                    e.toString());
        }
    }

    private void tickNow() {
        seat.tick();
        if (ticks % TICKS_BETWEEN_RENEWALS == 0) {
            lease.tick();
        }
        if (ticks % TICKS_BETWEEN_LOOKS_AT_THE_MAP == TICKS_BETWEEN_LOOKS_AT_THE_MAP - 1) {
            seat.suspectMap();
        }
        ticks++;
        sweep.tick();
    }

    private void mapMayDiffer() {
        seat.suspectMap();
    }

    /** Whether this member may trust its index, and how it gets to. */
    public ScriptLease lease() {
        return lease;
    }

    /** Names of the record stores that Hazelcast keeps on this member for script maps. */
    public Set<String> storeNames() {
        return stores.names();
    }

    /** A member is gone that may be alive elsewhere. */
    public void memberLeft() {
        departures.lost();
    }

    /** This member goes over to another cluster: what it knew may be old there. */
    public void moved() {
        own.dropLease();
    }

    /** Nobody is going to ask this member for scripts any more; it takes part until the end. */
    public void leave() {
        lease.leave();
    }

    /** Ends taking part. */
    public synchronized void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        seat.close();
    }

    @Override
    public CompletionStage<Script> load(byte[] source, LoadedBy loadedBy) {
        return inquiries
                .ask(new Request.Load(source, loadedBy))
                .thenApply(
                        any -> {
                            Script loaded = index.find(Sha1.hex(source));
                            return loaded == null ? Script.of(source) : loaded;
                        });
    }

    @Override
    public CompletionStage<Void> flush(FlushMode mode) {
        return inquiries.ask(new Request.Flush(mode, nextId()));
    }

    /**
     * Makes directives hold on every member.
     *
     * @return completes when they do, or exceptionally with an {@link ErrorReply}
     */
    public CompletionStage<Void> change(Map<String, String> directives) {
        return inquiries.ask(new Request.Change(directives, Map.of(), nextId()));
    }

    /**
     * Makes directives hold on every member if others are as expected.
     *
     * @param expected empty for those that nobody has set
     * @return completes when they do, with false when they are otherwise and nothing is done; or
     *     exceptionally with an {@link ErrorReply}
     */
    public CompletionStage<Boolean> change(
            Map<String, String> directives, Map<String, String> expected) {
        return inquiries
                .ask(new Request.Change(directives, expected, nextId()))
                .handle(Authority::isDone);
    }

    private static Boolean isDone(Void nothing, Throwable failure) {
        if (failure == Inquiries.STALE) {
            return false;
        }
        if (failure != null) {
            throw new CompletionException(failure);
        }
        return true;
    }

    private RequestId nextId() {
        return new RequestId(requester, requests.incrementAndGet());
    }

    @Override
    public void publish(CachedScript script, long epoch) {
        Request request = new Request.Publish(script, epoch);
        if (seat.isTaken()) {
            tell(request);
            return;
        }
        try {
            // Writing the message would keep a connection's thread.
            executors.execute(GridMessages.EXECUTOR, () -> tell(request));
        } catch (RejectedExecutionException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The member is shutting down", e);
        }
    }

    private void tell(Request request) {
        CompletionStage<Void> told = inquiries.ask(request);
        told.exceptionally(
                failure -> {
                    LOGGER.log(
                            System.Logger.Level.DEBUG,
                            "A script of EVAL stays unknown to other members: {0}",
                            failure.getMessage());
                    return null;
                });
    }

    /** One that is gone has no address any more. */
    @Override
    public String address(UUID member) {
        Member found = member == null ? participants.local() : participants.find(member);
        return found == null ? "" : found.getAddress().toString();
    }

    /** Each index evicts for itself, and the map follows that of the authority's member. */
    @Override
    public void evicted(Script script, long epoch) {
        seat.forget(script, epoch);
    }
}

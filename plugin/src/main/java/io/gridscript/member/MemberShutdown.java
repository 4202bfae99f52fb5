package io.gridscript.member;

import com.hazelcast.core.HazelcastInstance;
import io.gridscript.command.persistence.RdbSaving;
import io.gridscript.command.server.Shutdown;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.KeyspaceActor;
import io.gridscript.reply.ErrorReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** SHUTDOWN: ends the Hazelcast member, and with it the port. */
final class MemberShutdown implements Shutdown {

    private static final System.Logger LOGGER = System.getLogger(MemberShutdown.class.getName());

    private static final ErrorReply NOT_SAVED =
            ErrorReply.err("Errors trying to SHUTDOWN. Check logs.");

    private final HazelcastInstance instance;
    private final KeyspaceActor keyspace;
    private final BusyThreshold busy;
    private final RdbSaving saving;

    MemberShutdown(
            HazelcastInstance instance,
            KeyspaceActor keyspace,
            BusyThreshold busy,
            RdbSaving saving) {
        this.instance = instance;
        this.keyspace = keyspace;
        this.busy = busy;
        this.saving = saving;
    }

    @Override
    public CompletionStage<Void> begin(boolean save, boolean noSave, boolean force) {
        if (keyspace.isBusy() && !noSave) {
            throw busy.busy();
        }
        if (!save && (noSave || !saving.isBySavePoints())) {
            end(force);
            return CompletableFuture.completedFuture(null);
        }
        return save(force).thenRun(() -> end(force));
    }

    /** What a forced end doesn't wait for. */
    private CompletionStage<Void> save(boolean force) {
        try {
            return saving.save()
                    .exceptionally(
                            failure -> {
                                notSaved(force);
                                return null;
                            });
        } catch (ErrorReply inProgress) {
            notSaved(force);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void notSaved(boolean force) {
        if (!force) {
            LOGGER.log(System.Logger.Level.WARNING, "The data isn't saved: the member goes on");
            throw NOT_SAVED;
        }
    }

    private void end(boolean force) {
        // Not a daemon: a JVM whose main thread is gone must not end before this has.
        new Thread(() -> endNow(force), instance.getName() + ".gridscript.shutdown").start();
    }

    private void endNow(boolean force) {
        if (force) {
            instance.getLifecycleService().terminate();
        } else {
            instance.getLifecycleService().shutdown();
        }
    }

    /** It can't be given up: Hazelcast moves the member's data away as soon as it has begun. */
    @Override
    public boolean abort() {
        return false;
    }
}

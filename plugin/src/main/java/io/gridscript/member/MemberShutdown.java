package io.gridscript.member;

import com.hazelcast.core.HazelcastInstance;
import io.gridscript.command.server.Shutdown;
import io.gridscript.grid.execution.BusyThreshold;
import io.gridscript.grid.execution.KeyspaceActor;

/** SHUTDOWN: ends the Hazelcast member, and with it the port. */
final class MemberShutdown implements Shutdown {

    private final HazelcastInstance instance;
    private final KeyspaceActor keyspace;
    private final BusyThreshold busy;

    MemberShutdown(HazelcastInstance instance, KeyspaceActor keyspace, BusyThreshold busy) {
        this.instance = instance;
        this.keyspace = keyspace;
        this.busy = busy;
    }

    @Override
    public void begin(boolean noSave, boolean force) {
        if (keyspace.isBusy() && !noSave) {
            throw busy.busy();
        }
        // Not a daemon: a JVM whose main thread is gone must not end before this has.
        new Thread(() -> end(force), instance.getName() + ".gridscript.shutdown").start();
    }

    private void end(boolean force) {
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

package io.gridscript.grid.execution;

import io.gridscript.command.BlockingUnit;
import io.gridscript.command.KeyWait;
import io.gridscript.keyspace.AwaitedKey;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A batch of one blocking command that waits for keys. They are in the order in which their clients
 * began to wait, on whichever member that was. Its state decides between a key that is ready and
 * whatever else ends the wait, on any thread.
 */
final class Parked implements Comparable<Parked> {

    private final Batch batch;
    private final BlockingUnit unit;
    private final KeyWait wait;
    private final long number;
    private final AtomicReference<WaitState> state = new AtomicReference<>(WaitState.WAITING);
    private final List<AwaitedKey> keys;
    private Future<?> timer;

    /**
     * @param number rises, and decides between those that began at the same time
     */
    Parked(Batch batch, List<AwaitedKey> keys, long number) {
        this.batch = batch;
        this.keys = keys;
        this.number = number;
        unit = (BlockingUnit) batch.current();
        wait = unit.keyWait();
    }

    Batch batch() {
        return batch;
    }

    KeyWait keyWait() {
        return wait;
    }

    List<AwaitedKey> keys() {
        return keys;
    }

    WaitState state() {
        return state.get();
    }

    /** Whether it ends after some time. */
    boolean isTimed() {
        return wait.timeoutMillis() > 0;
    }

    /** How long it still waits; not positive when time is up. */
    long millisLeft() {
        return wait.timeoutMillis() - unit.waitedMillis();
    }

    void timer(Future<?> scheduled) {
        timer = scheduled;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Whether it is to run now: nothing else has ended the wait. */
    boolean begin() {
        return state.compareAndSet(WaitState.WAITING, WaitState.RUNNING);
    }

    /** It has run and must wait again. */
    void waitAgain() {
        state.set(WaitState.WAITING);
    }

    /** Ends the wait unless something has already. */
    boolean end(WaitState reason) {
        return state.compareAndSet(WaitState.WAITING, reason);
    }

    /** How long ago each of them began is what counts: the clock may overflow. */
    @Override
    public int compareTo(Parked other) {
        int byTime = Long.signum(unit.begun() - other.unit.begun());
        return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
}

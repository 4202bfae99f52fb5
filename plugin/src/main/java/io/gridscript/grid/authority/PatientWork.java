package io.gridscript.grid.authority;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on the script map, which waits for all members that own a part of it: also for one that is
 * stopped, until Hazelcast gives it up after a minute. Nobody's reply waits that long: the members'
 * copies of the state are right without the map, and the map is brought up to date when it can be.
 * For one caller at a time.
 */
final class PatientWork {

    private final Executor executor;
    private final long patienceNanos;
    private final Runnable whenLate;
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    /**
     * @param whenLate called when work has ended, well or not, that nobody waits for any more
     */
    PatientWork(Executor executor, long patienceNanos, Runnable whenLate) {
        this.executor = executor;
        this.patienceNanos = patienceNanos;
        this.whenLate = whenLate;
    }

    /**
     * Does work, and waits until patience ends; while former work goes on, it isn't begun.
     *
     * @return whether it is done
     */
    boolean run(Runnable work) throws InterruptedException {
        if (!current.isDone()) {
            return false;
        }
        current = CompletableFuture.runAsync(work, executor);
        try {
            current.get(patienceNanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            current.whenComplete((any, failure) -> whenLate.run());
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}

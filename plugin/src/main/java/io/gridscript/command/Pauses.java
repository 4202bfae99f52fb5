package io.gridscript.command;

import io.gridscript.command.transaction.Transaction;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * CLIENT PAUSE: commands of this member's connections wait, all or those that may write, and keys
 * do not expire. Safe for all threads; without a pause a command costs one read.
 */
public final class Pauses {

    /** What waits. */
    public enum Mode {
        WRITES,
        ALL
    }

    /** A pause until a time of {@link System#currentTimeMillis()}. */
    private record Pause(Mode mode, long end) {
        boolean isOver() {
            return System.currentTimeMillis() >= end;
        }
    }

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile Pause pause;

    /**
     * Begins a pause. One that is in progress neither gets shorter nor lets more pass.
     *
     * @param end on the clock of {@link System#currentTimeMillis()}
     */
    public synchronized void begin(Mode mode, long end) {
        Pause present = current();
        if (present == null) {
            pause = new Pause(mode, end);
        } else {
            Mode stricter = present.mode == Mode.ALL ? Mode.ALL : mode;
            pause = new Pause(stricter, Math.max(present.end, end));
        }
    }

    /** Ends the pause; who waits goes on. */
    public void end() {
        synchronized (this) {
            pause = null;
        }
        wake();
    }

    /** Lets those who wait go on if the pause is over. */
    public void look() {
        if (!isOn()) {
            wake();
        }
    }

    private void wake() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** Whether something is paused now; keys do not expire then. */
    public boolean isOn() {
        return current() != null;
    }

    private Pause current() {
        Pause present = pause;
        return present == null || present.isOver() ? null : present;
    }

    /** How long the pause lasts from now on, in milliseconds; 0 without one. */
    public long remaining() {
        Pause present = current();
        return present == null ? 0 : Math.max(1, present.end - System.currentTimeMillis());
    }

    /** Whether a request must wait. */
    public boolean holds(Command command, byte[][] request, Transaction transaction) {
        Pause present = pause;
        if (present == null || present.isOver()) {
            return false;
        }
        if (present.mode == Mode.ALL || command.mayReplicate(request)) {
            return true;
        }
        return command.isExec()
                && transaction.queued().stream()
                        .anyMatch(queued -> queued.command().mayReplicate(queued.request()));
    }

    /** Runs something, on any thread, when the pause is over. */
    public void await(Runnable wakened) {
        waiting.add(wakened);
    }

    /** It is not to be run any more. */
    public void forget(Runnable wakened) {
        waiting.remove(wakened);
    }

    /** How many connections wait. */
    public int waiting() {
        return waiting.size();
    }
}

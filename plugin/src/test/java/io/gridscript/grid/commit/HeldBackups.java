package io.gridscript.grid.commit;

import java.util.ArrayDeque;
import java.util.Queue;

/** A backup whose answers come when a test says so. */
final class HeldBackups implements Backups {

    /** A record that has not been answered. */
    record Sent(byte[] record, Runnable stored) {}

    private final Queue<Sent> sent = new ArrayDeque<>();

    @Override
    public void send(byte[] record, Runnable stored) {
        sent.add(new Sent(record, stored));
    }

    /** How many records wait for their answers. */
    int waiting() {
        return sent.size();
    }

    /** Answers the oldest; returns it. */
    byte[] answer() {
        Sent oldest = sent.remove();
        oldest.stored.run();
        return oldest.record;
    }
}

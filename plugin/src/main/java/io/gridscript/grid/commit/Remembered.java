package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;

/**
 * What is known of the last batch of a sender that changed data: how far it came and what it was
 * answered until then, so that the same batch, when it comes again, goes on there.
 *
 * @param sequence the batch's number, rising for each sender
 * @param unitsDone so many of its units have run
 * @param answer what they were answered; empty once the sender has it
 */
public record Remembered(long sequence, int unitsDone, byte[] answer) {

    private static final byte[] NOTHING = {};

    /** The sender has the answer: only the number stays, by which repetitions are known. */
    Remembered acknowledged() {
        return new Remembered(sequence, Integer.MAX_VALUE, NOTHING);
    }

    /** Whether it says more than another one of the same sender. */
    boolean isAfter(Remembered other) {
        return sequence > other.sequence
                || sequence == other.sequence && unitsDone > other.unitsDone;
    }

    static Remembered read(WireInput in) throws CorruptInput {
        return new Remembered(in.number(), in.number(Integer.MAX_VALUE), in.string());
    }

    void writeTo(WireOutput out) {
        out.number(sequence);
        out.number(unitsDone);
        out.string(answer);
    }
}

package io.gridscript.command;

import io.gridscript.reply.ErrorReply;
import java.util.function.IntSupplier;

/**
 * The directive min-replicas-to-write: while fewer backups are in step, commands that write are
 * refused.
 */
public final class ReplicaLimit {

    /** What a command is refused with. */
    public static final ErrorReply NO_REPLICAS =
            ErrorReply.of("NOREPLICAS Not enough good replicas to write.");

    private volatile long fewest;
    private volatile IntSupplier inStep = () -> 0;

    /** Sets the limit; 0: none. */
    public void fewest(long backups) {
        fewest = backups;
    }

    /** Says who knows how many backups are in step. */
    public void countedBy(IntSupplier count) {
        inStep = count;
    }

    /** How many backups are in step now. */
    public int inStep() {
        return inStep.getAsInt();
    }

    /** Whether there is a limit. */
    public boolean isSet() {
        return fewest > 0;
    }

    /** Whether so many backups in step are too few to write. */
    boolean isMissedBy(int backups) {
        return backups < fewest;
    }

    /** Whether nothing may be written now. */
    boolean isMissed() {
        return fewest > 0 && inStep.getAsInt() < fewest;
    }
}

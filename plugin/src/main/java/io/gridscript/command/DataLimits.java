package io.gridscript.command;

import io.gridscript.command.transaction.Transaction;
import io.gridscript.keyspace.EvictionPolicy;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceFigures;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandFlag;
import java.util.List;

/**
 * What must be there before data is read or changed: other members, memory, backups. Asked where
 * the keyspace is.
 */
public record DataLimits(MemoryLimit memory, ReplicaLimit replicas, Quorum quorum) {

    /** What is told when too few members are together. */
    public static final ErrorReply CLUSTER_DOWN = ErrorReply.of("CLUSTERDOWN The cluster is down");

    /** Why a request is refused now, or null. */
    public ErrorReply refusal(Command command, byte[][] request, Keyspace keyspace) {
        if (!quorum.allowsReading() && usesData(command)) {
            return CLUSTER_DOWN;
        }
        if (memory.refuses(command, request, keyspace)) {
            return MemoryLimit.OUT_OF_MEMORY;
        }
        if (!command.isWrite() && command.place() != Command.Place.SCRIPT) {
            return null;
        }
        ErrorReply refusal = refusalToWrite();
        return refusal != null && command.writes(request) ? refusal : null;
    }

    private static boolean usesData(Command command) {
        return switch (command.place()) {
            case KEYSPACE, SCRIPT, LONG -> true;
            case SESSION, MEMBER, GRID, CONTAINER -> false;
        };
    }

    /** Why nothing may be written now, or null. */
    public ErrorReply refusalToWrite() {
        if (!quorum.allowsWriting()) {
            return CLUSTER_DOWN;
        }
        return replicas.isMissed() ? ReplicaLimit.NO_REPLICAS : null;
    }

    /** Whether data can stand against a command that changes what all members have. */
    public boolean mayRefuse(Command command) {
        return command.isWrite() && (memory.isSet() || replicas.isSet() || !quorum.allowsWriting());
    }

    /**
     * Why such a command is refused now where another member owns the keyspace, or null.
     *
     * @param policy of evictions there
     */
    public ErrorReply refusal(Command command, KeyspaceFigures owned, EvictionPolicy policy) {
        if (command.spec().is(CommandFlag.DENYOOM) && memory.isShort(owned, policy)) {
            return MemoryLimit.OUT_OF_MEMORY;
        }
        if (!quorum.allowsWriting()) {
            return CLUSTER_DOWN;
        }
        return replicas.isMissedBy(owned.backups()) ? ReplicaLimit.NO_REPLICAS : null;
    }

    /** Why EXEC of these commands is refused now, or null. */
    public ErrorReply refusal(List<Transaction.Queued> queued, Keyspace keyspace) {
        if (!quorum.allowsReading()) {
            return CLUSTER_DOWN;
        }
        if (memory.isShort(keyspace) && queued.stream().anyMatch(Transaction.Queued::takesMemory)) {
            return MemoryLimit.OUT_OF_MEMORY;
        }
        ErrorReply refusal = refusalToWrite();
        return refusal != null && queued.stream().anyMatch(Transaction.Queued::writes)
                ? refusal
                : null;
    }
}

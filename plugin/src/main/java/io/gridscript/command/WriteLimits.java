package io.gridscript.command;

import io.gridscript.command.transaction.Transaction;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.CommandFlag;
import java.util.List;

/** What must be there before data is changed: memory, and backups. Asked where the keyspace is. */
public record WriteLimits(MemoryLimit memory, ReplicaLimit replicas) {

    /** Why a command is refused now, or null. */
    public ErrorReply refusal(Command command, Keyspace keyspace) {
        if (memory.refuses(command, keyspace)) {
            return MemoryLimit.OUT_OF_MEMORY;
        }
        return command.isWrite() && replicas.isMissed() ? ReplicaLimit.NO_REPLICAS : null;
    }

    /** Why EXEC of these commands is refused now, or null. */
    public ErrorReply refusal(List<Transaction.Queued> queued, Keyspace keyspace) {
        if (memory.isExceeded(keyspace) && isAny(queued, CommandFlag.DENYOOM)) {
            return MemoryLimit.OUT_OF_MEMORY;
        }
        return replicas.isMissed() && isAny(queued, CommandFlag.WRITE)
                ? ReplicaLimit.NO_REPLICAS
                : null;
    }

    private static boolean isAny(List<Transaction.Queued> queued, CommandFlag flag) {
        for (Transaction.Queued each : queued) {
            if (each.command().spec().is(flag)) {
                return true;
            }
        }
        return false;
    }
}

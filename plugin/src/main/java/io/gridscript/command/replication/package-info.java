/**
 * SYNC, PSYNC and what else replicas of Redis say and ask. What they are told of changes is said by
 * the commands that make them: {@link io.gridscript.command.CommandCall#propagate}.
 */
package io.gridscript.command.replication;

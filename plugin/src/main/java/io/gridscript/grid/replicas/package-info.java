/**
 * Replicas in Redis's sense, which follow a keyspace from outside the grid: the stream of commands
 * that they are sent after a snapshot. Copies on other members are the room {@code replication}.
 */
package io.gridscript.grid.replicas;

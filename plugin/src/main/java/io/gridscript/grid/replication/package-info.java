/**
 * The copies of a keyspace on several members: records and snapshots on their way to backups, and
 * what a copy does when Hazelcast moves its partition. The owner sends records itself and waits for
 * an answer from every backup; see {@link io.gridscript.grid.replication.BackupMembers} why.
 */
package io.gridscript.grid.replication;

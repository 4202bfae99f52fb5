/**
 * How what a keyspace's holder did reaches the backups before any reply leaves that could have seen
 * it: records, what a copy of a keyspace consists of, snapshots of it. Knows nothing of Hazelcast.
 */
package io.gridscript.grid.commit;

package io.gridscript.grid.replicas;

/**
 * What a replica is told before anything else.
 *
 * @param stream its id
 * @param offset of the stream behind the snapshot
 * @param length of the snapshot, in bytes
 * @param isAnnounced whether id and offset are told, as PSYNC wants it
 */
record Beginning(String stream, long offset, long length, boolean isAnnounced) {}

package io.gridscript.grid.replication;

/**
 * What one member has of the keyspace, for operators and tests.
 *
 * @param role owner, backup or none
 * @param sequence counts the effects that the copy has
 * @param complete whether it has all that belongs to it
 * @param backups on the owner: how many backups had the last record
 * @param digest of all that copies have in common, in hexadecimal digits
 */
public record CopyFacts(String role, long sequence, boolean complete, int backups, String digest) {}

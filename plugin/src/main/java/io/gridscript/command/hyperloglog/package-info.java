/**
 * The commands that estimate how many different elements were seen. A HyperLogLog is a string in
 * Redis's own form; it changes through {@link io.gridscript.keyspace.StringValue} and {@link
 * io.gridscript.keyspace.Database} only. Nothing here knows connections or the grid.
 */
package io.gridscript.command.hyperloglog;

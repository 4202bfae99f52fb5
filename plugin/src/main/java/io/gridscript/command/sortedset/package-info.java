/**
 * The commands of sorted sets. They change data through {@link
 * io.gridscript.keyspace.SortedSetValue} and {@link io.gridscript.keyspace.Database} only; nothing
 * here knows connections or the grid.
 */
package io.gridscript.command.sortedset;

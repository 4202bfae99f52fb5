/**
 * The commands of lists. They change data through {@link io.gridscript.keyspace.ListValue} and
 * {@link io.gridscript.keyspace.Database} only; nothing here knows connections or the grid.
 */
package io.gridscript.command.list;

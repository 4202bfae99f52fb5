/**
 * The commands of sets. They change data through {@link io.gridscript.keyspace.SetValue} and {@link
 * io.gridscript.keyspace.Database} only; nothing here knows connections or the grid.
 */
package io.gridscript.command.set;

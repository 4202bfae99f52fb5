/**
 * The commands of streams. They change data through {@link io.gridscript.keyspace.StreamValue},
 * {@link io.gridscript.keyspace.StreamGroup} and {@link io.gridscript.keyspace.Database} only;
 * nothing here knows connections or the grid.
 */
package io.gridscript.command.stream;

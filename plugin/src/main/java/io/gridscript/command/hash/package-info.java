/**
 * The commands of hashes. They change data through {@link io.gridscript.keyspace.HashValue} and
 * {@link io.gridscript.keyspace.Database} only; nothing here knows connections or the grid.
 */
package io.gridscript.command.hash;

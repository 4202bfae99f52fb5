/**
 * The commands that see strings as bits. They change data through {@link
 * io.gridscript.keyspace.StringValue} and {@link io.gridscript.keyspace.Database} only; nothing
 * here knows connections or the grid.
 */
package io.gridscript.command.bitmap;

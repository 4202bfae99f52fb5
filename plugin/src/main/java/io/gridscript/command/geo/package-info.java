/**
 * The commands on places: members of sorted sets whose scores are geohashes of 52 bits. They change
 * data through {@link io.gridscript.keyspace.SortedSetValue} and {@link
 * io.gridscript.keyspace.Database} only; nothing here knows connections or the grid.
 */
package io.gridscript.command.geo;

/**
 * Slots and placement, batches, execution on keyspaces, commit, and the script authority. With
 * member, the only room that knows Hazelcast's internals.
 */
package io.gridscript.grid;

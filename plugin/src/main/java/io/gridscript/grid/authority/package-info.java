/**
 * The script authority: keeps epoch, generation and directory, has the compiled scripts stored in
 * the ReplicatedMap of the generation, and feeds the members' indexes.
 */
package io.gridscript.grid.authority;
